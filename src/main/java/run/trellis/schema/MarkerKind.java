package run.trellis.schema;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The markers of SimpleSchema, with the types that each fits. */
enum MarkerKind {
  REQUIRED("required", Shape.values()),
  DEFAULT("default", Shape.values()),
  DESCRIPTION("description", Shape.values()),
  ENUM("enum", Shape.STRING, Shape.INTEGER),
  MINIMUM("minimum", Shape.INTEGER, Shape.NUMBER),
  MAXIMUM("maximum", Shape.INTEGER, Shape.NUMBER),
  PATTERN("pattern", Shape.STRING),
  MIN_LENGTH("minLength", Shape.STRING),
  MAX_LENGTH("maxLength", Shape.STRING),
  MIN_ITEMS("minItems", Shape.LIST),
  MAX_ITEMS("maxItems", Shape.LIST),
  UNIQUE_ITEMS("uniqueItems", Shape.LIST),
  LIST_TYPE("listType", Shape.LIST),
  LIST_MAP_KEY("listMapKey", Shape.LIST),
  VALIDATION("validation", Shape.values()),
  IMMUTABLE("immutable", Shape.values()),
  PRINT_COLUMN("printColumn", Shape.STRING, Shape.INTEGER, Shape.NUMBER, Shape.BOOLEAN);

  private final String key;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable copy
  private final Set<Shape> shapes;

  MarkerKind(String key, Shape... shapes) {
    this.key = key;
    this.shapes = Set.of(shapes);
  }

  String key() {
    return key;
  }

  static Optional<MarkerKind> of(String key) {
    return Arrays.stream(values()).filter(kind -> kind.key.equals(key)).findFirst();
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(MarkerKind::key).toList();
  }

  boolean fits(Shape shape) {
    return shapes.contains(shape);
  }

  /** Types that it fits, for messages: {@code string, integer}. */
  String fitting() {
    return Arrays.stream(Shape.values())
        .filter(shapes::contains)
        .map(Shape::display)
        .collect(Collectors.joining(", "));
  }

  boolean repeatable() {
    return this == LIST_MAP_KEY || this == VALIDATION;
  }
}
