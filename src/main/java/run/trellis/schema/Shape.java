package run.trellis.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/** What markers tell types apart by. */
enum Shape {
  STRING("string"),
  INTEGER("integer"),
  NUMBER("float"),
  BOOLEAN("boolean"),
  LIST("a list"),
  MAP("a map"),
  STRUCT("a struct"),
  ANYTHING("object");

  private final String display;

  Shape(String display) {
    this.display = display;
  }

  /** As authors call it. */
  String display() {
    return display;
  }

  static Shape of(Map<String, ? extends @Nullable Object> schema) {
    return switch (JsonTree.textAt(schema, "type")) {
      case "string" -> STRING;
      case "integer" -> INTEGER;
      case "number" -> NUMBER;
      case "boolean" -> BOOLEAN;
      case "array" -> LIST;
      case "object" ->
          schema.containsKey("additionalProperties")
              ? MAP
              : schema.containsKey("x-kubernetes-preserve-unknown-fields") ? ANYTHING : STRUCT;
      default -> ANYTHING;
    };
  }

  boolean isScalar() {
    return switch (this) {
      case STRING, INTEGER, NUMBER, BOOLEAN -> true;
      case LIST, MAP, STRUCT, ANYTHING -> false;
    };
  }
}
