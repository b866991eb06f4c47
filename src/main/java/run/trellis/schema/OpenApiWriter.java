package run.trellis.schema;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;

/**
 * Writes a type as an OpenAPI v3 schema in the form that custom resource definitions take. A type
 * that contains itself, or is larger than a definition should be, ends as what is preserved
 * unchecked. Used once.
 */
final class OpenApiWriter {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";

  /** A definition is stored in etcd, and compared at every restart. */
  private static final int MOST_SCHEMAS = 2_000;

  private final Deque<ObjectOf> open = new ArrayDeque<>();
  private int written;

  Map<String, @Nullable Object> schema(SchemaType type) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>();
    written++;
    switch (type) {
      case SchemaType.Unknown() -> schema.put(PRESERVE, true);
      case Scalar scalar -> scalar(scalar, schema);
      case SchemaType.ListOf(SchemaType element) -> {
        schema.put("type", "array");
        schema.put("items", schema(element));
      }
      case SchemaType.MapOf(SchemaType value) -> {
        schema.put("type", "object");
        schema.put("additionalProperties", schema(value));
      }
      case ObjectOf object -> object(object, schema);
    }
    return schema;
  }

  private static void scalar(Scalar scalar, Map<String, @Nullable Object> schema) {
    switch (scalar.kind()) {
      case STRING -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer");
      case NUMBER -> schema.put("type", "number");
      case BOOLEAN -> schema.put("type", "boolean");
      case INT_OR_STRING -> schema.put(INT_OR_STRING, true);
    }
    // API servers write a time that is not set as null, deep within objects.
    if (scalar.format() == Format.DATE_TIME) {
      schema.put("nullable", true);
    }
  }

  private void object(ObjectOf object, Map<String, @Nullable Object> schema) {
    schema.put("type", "object");
    if (open.contains(object) || written > MOST_SCHEMAS) {
      schema.put(PRESERVE, true);
      return;
    }
    open.push(object);
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    object
        .fields()
        .forEach(
            (name, field) -> {
              Map<String, @Nullable Object> property = schema(field.type());
              if (field.nullable()) {
                property.put("nullable", true);
              }
              properties.put(name, property);
            });
    open.pop();
    schema.put("properties", properties);
    if (object.open()) {
      schema.put(PRESERVE, true);
    }
  }
}
