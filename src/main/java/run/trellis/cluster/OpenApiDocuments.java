package run.trellis.cluster;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;

/** Schemas of kinds as the API server publishes them. */
public interface OpenApiDocuments {

  /**
   * Loads the schema of one kind. Nothing of it is kept: ask when a graph is compiled, and drop it.
   *
   * @return the schema in OpenAPI v3, references resolved, descriptions left out; parts that
   *     contain themselves end as objects that preserve unknown fields. Empty if the server does
   *     not publish one
   * @throws OpenApiUnavailable if the server could not be asked
   */
  Optional<Map<String, @Nullable Object>> schemaOf(GroupVersionKind type);

  /**
   * Something that changes whenever the schemas of a group and version do; empty if the server
   * publishes none.
   *
   * @throws OpenApiUnavailable if the server could not be asked
   */
  Optional<String> digestOf(String group, String version);

  /** The server could not be asked. */
  final class OpenApiUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    OpenApiUnavailable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
