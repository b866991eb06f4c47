package run.trellis.cluster;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;

/**
 * The schemas of one document, which refer to each other. Resolves what one kind needs; what
 * several parts refer to is resolved once and shared. Not for use by several threads.
 */
final class OpenApiSchemas {

  private static final String REFERENCE = "#/components/schemas/";
  private static final Map<String, @Nullable Object> ANYTHING =
      Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true);

  private final Map<String, @Nullable Object> schemas;
  private final Map<String, Map<String, @Nullable Object>> resolved = new HashMap<>();
  private final Set<String> resolving = new HashSet<>();

  OpenApiSchemas(Map<String, @Nullable Object> schemas) {
    this.schemas = schemas;
  }

  Optional<Map<String, @Nullable Object>> resolve(GroupVersionKind type) {
    return schemas.entrySet().stream()
        .filter(schema -> isOf(schema.getValue(), type))
        .map(Map.Entry::getKey)
        .findFirst()
        .map(this::named);
  }

  private static boolean isOf(@Nullable Object schema, GroupVersionKind type) {
    return JsonTree.listAt(schema, "x-kubernetes-group-version-kind").stream()
        .anyMatch(
            named ->
                JsonTree.textAt(named, "group").equals(type.group())
                    && JsonTree.textAt(named, "version").equals(type.version())
                    && JsonTree.textAt(named, "kind").equals(type.kind()));
  }

  private Map<String, @Nullable Object> named(String name) {
    Map<String, @Nullable Object> known = resolved.get(name);
    if (known != null) {
      return known;
    }
    if (!resolving.add(name)) {
      return ANYTHING;
    }
    Map<String, @Nullable Object> schema = schema(JsonTree.mapAt(schemas, name));
    resolving.remove(name);
    resolved.put(name, schema);
    return schema;
  }

  private Map<String, @Nullable Object> schema(Map<String, @Nullable Object> schema) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>();
    String reference = JsonTree.textAt(schema, "$ref");
    if (reference.startsWith(REFERENCE)) {
      result.putAll(named(reference.substring(REFERENCE.length())));
    }
    List<@Nullable Object> parts = JsonTree.listAt(schema, "allOf");
    // How documents give a reference a default or a nullability of its own.
    if (parts.size() == 1) {
      result.putAll(schema(JsonTree.mapAt(parts.getFirst())));
    }
    schema.forEach(
        (key, value) -> {
          if (!key.equals("$ref") && !(key.equals("allOf") && parts.size() == 1)) {
            result.put(key, part(key, value));
          }
        });
    return Collections.unmodifiableMap(result);
  }

  private @Nullable Object part(String key, @Nullable Object value) {
    return switch (key) {
      case "properties" -> {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        JsonTree.mapAt(value)
            .forEach((name, property) -> properties.put(name, schema(JsonTree.mapAt(property))));
        yield Collections.unmodifiableMap(properties);
      }
      case "items", "additionalProperties", "not" ->
          value instanceof Map<?, ?> ? schema(JsonTree.mapAt(value)) : value;
      case "oneOf", "anyOf", "allOf" ->
          JsonTree.listAt(value).stream().map(part -> schema(JsonTree.mapAt(part))).toList();
      default -> value;
    };
  }
}
