package run.trellis.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.cluster.ApiRequest.Verb;
import run.trellis.schema.OpenApiDocument;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Loads OpenAPI v3 documents group by group, each with a hash of its content in its address. */
final class OpenApiLoader implements OpenApiDocuments {

  private static final String INDEX = "/openapi/v3";

  private final ApiServer server;
  private final Json json;

  /** Where each document was when it was last loaded, which tells its content; empty if nowhere. */
  private final Map<GroupVersion, String> loaded = new ConcurrentHashMap<>();

  OpenApiLoader(ApiServer server, Json json) {
    this.server = server;
    this.json = json;
  }

  private record GroupVersion(String group, String version) {}

  @Override
  public Optional<OpenApiDocument> load(String group, String version) {
    GroupVersion groupVersion = new GroupVersion(group, version);
    String address = address(groupVersion, index());
    loaded.put(groupVersion, address);
    return address.isEmpty() ? Optional.empty() : Optional.of(documentAt(address));
  }

  /** Whether anybody asked for schemas of the group. */
  boolean hasLoaded(String group) {
    return loaded.keySet().stream().anyMatch(it -> it.group().equals(group));
  }

  /**
   * Whether other schemas of the group are published now than when they were last loaded.
   *
   * @throws OpenApiUnavailable if the server could not be asked
   */
  boolean isOutdated(String group) {
    Map<String, @Nullable Object> index = index();
    return loaded.entrySet().stream()
        .filter(document -> document.getKey().group().equals(group))
        .anyMatch(document -> !document.getValue().equals(address(document.getKey(), index)));
  }

  private Map<String, @Nullable Object> index() {
    return ask(ApiRequest.read(Verb.DISCOVER, "", INDEX)).tree();
  }

  /** Has a hash of the content in it; empty if nothing is published. */
  private static String address(GroupVersion type, Map<String, @Nullable Object> index) {
    String name = ResourcePaths.of(type.group(), type.version()).substring(1);
    return JsonTree.textAt(index, "paths", name, "serverRelativeURL");
  }

  private OpenApiDocument documentAt(String address) {
    URI uri = URI.create(address);
    ApiRequest request = ApiRequest.read(Verb.DISCOVER, "", uri.getRawPath());
    String query = uri.getQuery();
    if (query != null && query.startsWith("hash=")) {
      request = request.with("hash", query.substring("hash=".length()));
    }
    try {
      ApiAnswer answer =
          server.exchange(request, body -> json.reading(body, parser -> readSchemas(parser)));
      if (!answer.isSuccess()) {
        throw new OpenApiUnavailable(Refusals.sentence(answer), null);
      }
      return new OpenApiDocument(answer.tree());
    } catch (IOException e) {
      throw new OpenApiUnavailable(Refusals.sentence(e), e);
    }
  }

  private ApiAnswer ask(ApiRequest request) {
    try {
      ApiAnswer answer = server.send(request);
      if (!answer.isSuccess()) {
        throw new OpenApiUnavailable(Refusals.sentence(answer), null);
      }
      return answer;
    } catch (IOException e) {
      throw new OpenApiUnavailable(Refusals.sentence(e), e);
    }
  }

  /** Reads {@code components.schemas}; the paths, most of a document, are skipped in the stream. */
  private Map<String, @Nullable Object> readSchemas(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new IOException("the OpenAPI document is not a JSON object");
    }
    Map<String, @Nullable Object> schemas = Map.of();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean components = parser.currentName().equals("components");
      parser.nextToken();
      if (components) {
        schemas = JsonTree.mapAt(withoutTexts(parser), "schemas");
      } else {
        parser.skipChildren();
      }
    }
    return schemas;
  }

  private @Nullable Object withoutTexts(JsonParser parser) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      return json.value(parser, FieldFilter.EVERYTHING);
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken token = parser.nextToken();
      if (name.equals("description") && token == JsonToken.VALUE_STRING) {
        continue;
      }
      fields.put(name, withoutTexts(parser));
    }
    return Collections.unmodifiableMap(fields);
  }
}
