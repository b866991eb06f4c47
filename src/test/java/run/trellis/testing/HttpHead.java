package run.trellis.testing;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;

/** The first lines of an HTTP/1.1 request. */
record HttpHead(String method, String target, List<Entry<String, String>> headers) {

  private static final int LONGEST_LINE = 1 << 16;

  /** Reads one, or nothing where the connection ends. */
  static Optional<HttpHead> read(InputStream in) throws IOException {
    var line = line(in);
    if (line.isEmpty()) {
      return Optional.empty();
    }
    var parts = line.split(" ", -1);
    List<Entry<String, String>> headers = new ArrayList<>();
    for (line = line(in); !line.isEmpty(); line = line(in)) {
      var colon = line.indexOf(':');
      headers.add(Map.entry(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
    }
    return Optional.of(new HttpHead(parts[0], parts[1], List.copyOf(headers)));
  }

  Optional<String> header(String name) {
    return headers.stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .map(Entry::getValue)
        .findFirst();
  }

  /** Reads the body that follows the head. */
  byte[] body(InputStream in) throws IOException {
    if (header("Transfer-Encoding").isPresent()) {
      return chunks(in);
    }
    var length = header("Content-Length").map(Integer::parseInt).orElse(0);
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new EOFException();
    }
    return body;
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    for (var size = Integer.parseInt(line(in), 16);
        size > 0;
        size = Integer.parseInt(line(in), 16)) {
      body.write(in.readNBytes(size));
      line(in);
    }
    line(in);
    return body.toByteArray();
  }

  /** Without its end; empty at the end of the stream. */
  private static String line(InputStream in) throws IOException {
    var line = new ByteArrayOutputStream();
    for (var next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a header that never ends");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }
}
