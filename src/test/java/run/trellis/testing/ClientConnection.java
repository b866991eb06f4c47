package run.trellis.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One client's connection to the proxy: requests and answers, one after the other. */
final class ClientConnection {

  /** Said anew by each side of the proxy. */
  private static final Set<String> OF_THE_CONNECTION =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "transfer-encoding",
          "upgrade");

  private final FaultProxy proxy;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  ClientConnection(FaultProxy proxy, Socket socket) throws IOException {
    this.proxy = proxy;
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
    out = new BufferedOutputStream(socket.getOutputStream());
  }

  void serve() throws IOException {
    try {
      var alive = true;
      while (alive) {
        var head = HttpHead.read(in);
        alive = head.isPresent() && answer(head.get(), head.get().body(in));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether another request may follow on this connection. */
  private boolean answer(HttpHead head, byte[] body) throws IOException, InterruptedException {
    var request = proxy.record(head);
    var fault = proxy.faultFor(request);
    switch (fault) {
      case Fault.Delay(Duration by) -> Thread.sleep(by);
      case Fault.Hold(var gate) -> gate.await();
      case Fault.CutBefore _ -> {
        return reset();
      }
      case Fault.CutAfter _ -> {
        forward(head, body).body().readAllBytes();
        return reset();
      }
      case Fault.Twice _ -> forward(head, body).body().readAllBytes();
      case Fault.Answer answer -> {
        write(answer.status(), answer.headers(), answer.body().getBytes(UTF_8));
        return true;
      }
      case Fault.LateEvents _, Fault.CutEvents _, Fault.NoBookmarks _ -> {}
      case null -> {}
    }
    return pass(request, head, body, fault);
  }

  private boolean pass(ApiRequest request, HttpHead head, byte[] body, @Nullable Fault fault)
      throws IOException, InterruptedException {
    HttpResponse<InputStream> response;
    try {
      response = forward(head, body);
    } catch (IOException _) {
      // What the client would see without a proxy in between.
      return reset();
    }
    if (request.isWatch() && response.statusCode() == 200) {
      new WatchStream(proxy, request, fault, socket, in, out).copy(response);
      return false;
    }
    write(response.statusCode(), headersOf(response), response.body().readAllBytes());
    return true;
  }

  private HttpResponse<InputStream> forward(HttpHead head, byte[] body)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(proxy.upstream(head.target()))
            .method(
                head.method(),
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    head.headers().stream()
        .filter(header -> !OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .forEach(header -> request.header(header.getKey(), header.getValue()));
    return proxy.clientFor(head).send(request.build(), BodyHandlers.ofInputStream());
  }

  static Map<String, String> headersOf(HttpResponse<?> response) {
    return response.headers().map().entrySet().stream()
        .filter(header -> !OF_THE_CONNECTION.contains(header.getKey().toLowerCase(Locale.ROOT)))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey, header -> List.copyOf(header.getValue()).getLast()));
  }

  private void write(int status, Map<String, String> headers, byte[] body) throws IOException {
    writeHead(out, status, headers, "Content-Length: " + body.length);
    out.write(body);
    out.flush();
  }

  static void writeHead(OutputStream out, int status, Map<String, String> headers, String framing)
      throws IOException {
    var head = new StringBuilder("HTTP/1.1 %d -\r\n".formatted(status));
    if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
      head.append("Content-Type: application/json\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    out.write(head.append(framing).append("\r\n\r\n").toString().getBytes(ISO_8859_1));
  }

  /** Breaks the connection so that the client cannot take it for an orderly end. */
  private boolean reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
    return false;
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException _) {
      // It was closed already.
    }
  }
}
