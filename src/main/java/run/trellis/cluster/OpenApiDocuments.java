package run.trellis.cluster;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.schema.OpenApiDocument;

/** Schemas of kinds as the API server publishes them, a document for each group and version. */
public interface OpenApiDocuments {

  /**
   * Loads the schemas of a group and version. Nothing of them is kept: ask when a graph is
   * compiled, and drop them.
   *
   * @param group name of the API group, empty for the core group
   * @return the schemas, descriptions left out; empty if the server does not publish any
   * @throws OpenApiUnavailable if the server could not be asked
   */
  Optional<OpenApiDocument> load(String group, String version);

  /** The server could not be asked. */
  final class OpenApiUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    OpenApiUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
