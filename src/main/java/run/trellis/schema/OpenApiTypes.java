package run.trellis.schema;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.schema.SchemaType.Field;

/**
 * Turns OpenAPI v3 schemas, as custom resource definitions hold them, into types, and types into
 * such schemas.
 */
public final class OpenApiTypes {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";

  private OpenApiTypes() {}

  /**
   * The type of a schema without references.
   *
   * <p>A field is always present in its parent if it is required or has a default, and cannot be
   * {@code null}. Whether the parent is there is told by the parent's own field.
   */
  public static SchemaType toSchemaType(Map<String, ? extends @Nullable Object> schema) {
    return toSchemaType(schema, reference -> Map.of());
  }

  /**
   * The type of a schema that may refer to others, as the API server publishes them.
   *
   * @param references gives the schema of a reference such as {@code
   *     #/components/schemas/io.k8s.api.apps.v1.Deployment}, or an empty map. A schema that
   *     contains itself is unknown where it comes again
   */
  public static SchemaType toSchemaType(
      Map<String, ? extends @Nullable Object> schema,
      Function<String, Map<String, @Nullable Object>> references) {
    return new Reader(references).type(schema, 0);
  }

  /** Reads one schema with what it refers to. */
  private static final class Reader {

    /** Deeper is unknown: real schemas stay far below, and a schema may come from anywhere. */
    private static final int DEEPEST = 100;

    private final Function<String, Map<String, @Nullable Object>> references;

    /** References being followed. */
    private final Set<String> open = new HashSet<>();

    Reader(Function<String, Map<String, @Nullable Object>> references) {
      this.references = references;
    }

    SchemaType type(@Nullable Object value, int depth) {
      if (!(value instanceof Map<?, ?> schema) || depth > DEEPEST) {
        return SchemaType.UNKNOWN;
      }
      if (schema.get("$ref") instanceof String reference) {
        return referred(reference, depth);
      }
      if (isIntOrString(schema)) {
        return SchemaType.INT_OR_STRING;
      }
      return switch (JsonTree.textAt(schema, "type")) {
        case "string" -> SchemaType.STRING;
        case "integer" -> SchemaType.INTEGER;
        case "number" -> SchemaType.NUMBER;
        case "boolean" -> SchemaType.BOOLEAN;
        case "array" -> SchemaType.listOf(type(schema.get("items"), depth + 1));
        case "object" -> object(schema, depth);
        default -> untyped(schema, depth);
      };
    }

    private SchemaType referred(String reference, int depth) {
      if (!open.add(reference)) {
        return SchemaType.UNKNOWN;
      }
      SchemaType type = type(references.apply(reference), depth + 1);
      open.remove(reference);
      return type;
    }

    /**
     * The API server puts a reference that has a description or default beside it into {@code
     * allOf}.
     */
    private SchemaType untyped(Map<?, ?> schema, int depth) {
      if (schema.get("allOf") instanceof List<?> parts && parts.size() == 1) {
        return type(parts.getFirst(), depth + 1);
      }
      return schema.containsKey("properties") ? object(schema, depth) : SchemaType.UNKNOWN;
    }

    private SchemaType object(Map<?, ?> schema, int depth) {
      boolean open =
          isTrue(schema.get(PRESERVE)) || isTrue(schema.get("x-kubernetes-embedded-resource"));
      Map<String, @Nullable Object> properties = JsonTree.mapAt(schema, "properties");
      if (properties.isEmpty()) {
        Object values = schema.get("additionalProperties");
        if (values instanceof Map<?, ?>) {
          return SchemaType.mapOf(type(values, depth + 1));
        }
        // An object that names no fields and forbids none is anything: so OpenAPI writes free-form
        // objects.
        return open || isTrue(values) || !schema.containsKey("properties")
            ? SchemaType.UNKNOWN
            : new SchemaType.ObjectOf(Map.of(), false);
      }
      List<@Nullable Object> required = JsonTree.listAt(schema, "required");
      Map<String, Field> fields = new LinkedHashMap<>();
      properties.forEach(
          (name, property) -> {
            boolean present = required.contains(name) || has(property, "default");
            boolean nullable = isTrue(JsonTree.at(property, "nullable"));
            fields.put(name, new Field(type(property, depth + 1), present && !nullable));
          });
      return new SchemaType.ObjectOf(fields, open || isTrue(schema.get("additionalProperties")));
    }
  }

  /** Ports and the like say so; quantities are text or a number. */
  private static boolean isIntOrString(Map<?, ?> schema) {
    if (isTrue(schema.get(INT_OR_STRING)) || "int-or-string".equals(schema.get("format"))) {
      return true;
    }
    List<String> choices =
        JsonTree.listAt(schema, "oneOf").stream()
            .map(choice -> JsonTree.textAt(choice, "type"))
            .toList();
    return !schema.containsKey("type")
        && choices.contains("string")
        && List.of("string", "integer", "number").containsAll(choices);
  }

  private static boolean has(@Nullable Object schema, String field) {
    return schema instanceof Map<?, ?> map && map.containsKey(field);
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value);
  }

  /** The schema of a type; what is unknown is preserved as it comes. Nothing is required. */
  public static Map<String, @Nullable Object> toOpenApi(SchemaType type) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    switch (type) {
      case SchemaType.Unknown() -> schema.put(PRESERVE, true);
      case SchemaType.Scalar(SchemaType.Kind kind) -> {
        switch (kind) {
          case STRING -> schema.put("type", "string");
          case INTEGER -> schema.put("type", "integer");
          case NUMBER -> schema.put("type", "number");
          case BOOLEAN -> schema.put("type", "boolean");
          case INT_OR_STRING -> schema.put(INT_OR_STRING, true);
        }
      }
      case SchemaType.ListOf(SchemaType element) -> {
        schema.put("type", "array");
        schema.put("items", toOpenApi(element));
      }
      case SchemaType.MapOf(SchemaType value) -> {
        schema.put("type", "object");
        schema.put("additionalProperties", toOpenApi(value));
      }
      case SchemaType.ObjectOf object -> {
        schema.put("type", "object");
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        object.fields().forEach((name, field) -> properties.put(name, toOpenApi(field.type())));
        schema.put("properties", properties);
        if (object.open()) {
          schema.put(PRESERVE, true);
        }
      }
    }
    return schema;
  }
}
