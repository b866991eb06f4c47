package run.trellis.cluster;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request to the API server.
 *
 * @param verb what it is for; a label of metrics
 * @param kind the kind of object it concerns; a label of metrics, empty where there is none
 * @param path absolute path, encoded
 * @param query parameters in order
 * @param body what is sent; {@code null} for nothing
 */
record ApiRequest(
    Verb verb,
    String kind,
    String path,
    Map<String, String> query,
    String accept,
    @Nullable Map<String, ? extends @Nullable Object> body) {

  static final String JSON = "application/json";

  /** What a request does. */
  enum Verb {
    APPLY("PATCH", "application/apply-patch+yaml"),
    APPLY_STATUS("PATCH", "application/apply-patch+yaml"),
    CREATE("POST", JSON),
    MERGE("PATCH", "application/merge-patch+json"),
    UPDATE("PUT", JSON),
    DELETE("DELETE", JSON),
    GET("GET", JSON),
    LIST("GET", JSON),
    WATCH("GET", JSON),
    DISCOVER("GET", JSON);

    private final String method;
    private final String contentType;

    Verb(String method, String contentType) {
      this.method = method;
      this.contentType = contentType;
    }

    String method() {
      return method;
    }

    String contentType() {
      return contentType;
    }
  }

  static ApiRequest read(Verb verb, String kind, String path) {
    return new ApiRequest(verb, kind, path, Map.of(), JSON, null);
  }

  static ApiRequest write(
      Verb verb, String kind, String path, Map<String, ? extends @Nullable Object> body) {
    return new ApiRequest(verb, kind, path, Map.of(), JSON, body);
  }

  /** The same request with one more parameter. */
  ApiRequest with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(query);
    more.put(name, value);
    return new ApiRequest(verb, kind, path, more, accept, body);
  }

  /** Without the body: it may be secret. */
  @Override
  public String toString() {
    return verb.method() + " " + path;
  }

  ApiRequest accepting(String mediaTypes) {
    return new ApiRequest(verb, kind, path, query, mediaTypes, body);
  }
}
