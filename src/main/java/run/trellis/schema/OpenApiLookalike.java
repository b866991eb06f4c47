package run.trellis.schema;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Recognises a field that was written in OpenAPI, as in a custom resource definition, and tells how
 * to write it here.
 */
final class OpenApiLookalike {

  private static final Set<String> TYPES =
      Set.of("object", "array", "string", "integer", "number", "boolean");
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "properties",
          "items",
          "additionalProperties",
          "required",
          "default",
          "description",
          "enum",
          "format",
          "minimum",
          "maximum",
          "pattern",
          "minLength",
          "maxLength",
          "minItems",
          "maxItems",
          "nullable",
          "uniqueItems",
          "x-kubernetes-preserve-unknown-fields",
          "x-kubernetes-int-or-string",
          "x-kubernetes-validations",
          "x-kubernetes-list-type",
          "x-kubernetes-list-map-keys");

  private OpenApiLookalike() {}

  /**
   * How the field is written in SimpleSchema; empty if it is a struct that only happens to have
   * such field names, which shows in all of them having types as text.
   */
  static Optional<String> hintFor(Map<?, ?> map) {
    boolean lookalike =
        map.get("type") instanceof String type
            && TYPES.contains(type)
            && map.size() > 1
            && KEYWORDS.containsAll(map.keySet())
            && map.values().stream().anyMatch(value -> !(value instanceof String));
    return lookalike ? Optional.of("write `" + inline(map) + "`") : Optional.empty();
  }

  private static String inline(Map<?, ?> map) {
    String type = type(map, 0);
    return type.equals("struct")
        ? "the properties as a nested map of `name: type`"
        : type + markers(map);
  }

  private static String markers(Map<?, ?> map) {
    return map.get("default") == null
        ? ""
        : map.get("default") instanceof Map<?, ?> ? " | default={…}" : " | default=…";
  }

  private static String type(Object schema, int depth) {
    if (!(schema instanceof Map<?, ?> map) || depth > TypeExpression.DEEPEST) {
      return "object";
    }
    return switch (String.valueOf(map.get("type"))) {
      case "string" -> "string";
      case "integer" -> "integer";
      case "boolean" -> "boolean";
      case "number" -> "float";
      case "array" ->
          "[]" + (map.get("items") instanceof Map<?, ?> items ? type(items, depth + 1) : "string");
      default ->
          map.get("additionalProperties") instanceof Map<?, ?> values
              ? "map[string]" + type(values, depth + 1)
              : map.containsKey("properties") && depth == 0 ? "struct" : "object";
    };
  }
}
