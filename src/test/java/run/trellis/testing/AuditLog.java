package run.trellis.testing;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/** The API server's own record of who asked for what: the judge of every promise about requests. */
public final class AuditLog {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path file;

  AuditLog(Path file) {
    this.file = file;
  }

  /** A moment in the log. */
  public record Mark(long offset) {}

  /**
   * One answered request.
   *
   * @param verb as Kubernetes calls it: get, list, watch, create, update, patch, delete,
   *     deletecollection
   * @param resource plural name, with the subresource behind a slash if there is one; empty for
   *     other paths
   * @param stage {@code ResponseComplete}; a watch also has {@code ResponseStarted}
   */
  public record Entry(
      String user,
      String userAgent,
      String verb,
      String group,
      String resource,
      String namespace,
      String name,
      String path,
      String stage,
      int status) {

    public boolean isRead() {
      return verb.equals("get") || verb.equals("list");
    }

    public boolean isWrite() {
      return !isRead() && !verb.equals("watch");
    }
  }

  /** Now. */
  public Mark mark() {
    try {
      return new Mark(Files.size(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All requests that were answered since a moment. */
  public List<Entry> since(Mark mark) {
    try (var log = new RandomAccessFile(file.toFile(), "r")) {
      log.seek(mark.offset());
      var bytes = new byte[Math.toIntExact(log.length() - mark.offset())];
      log.readFully(bytes);
      var text = new String(bytes, StandardCharsets.UTF_8);
      // The last line may be in the making.
      return text.substring(0, text.lastIndexOf('\n') + 1).lines().map(AuditLog::entry).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Entry entry(String line) {
    var event = JSON.readValue(line, Map.class);
    var resource = JsonTree.textAt(event, "objectRef", "resource");
    var subresource = JsonTree.textAt(event, "objectRef", "subresource");
    return new Entry(
        JsonTree.textAt(event, "user", "username"),
        JsonTree.textAt(event, "userAgent"),
        JsonTree.textAt(event, "verb"),
        JsonTree.textAt(event, "objectRef", "apiGroup"),
        subresource.isEmpty() ? resource : resource + "/" + subresource,
        JsonTree.textAt(event, "objectRef", "namespace"),
        JsonTree.textAt(event, "objectRef", "name"),
        JsonTree.textAt(event, "requestURI"),
        JsonTree.textAt(event, "stage"),
        JsonTree.at(event, "responseStatus", "code") instanceof Number code ? code.intValue() : 0);
  }
}
