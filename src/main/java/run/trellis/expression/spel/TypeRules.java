package run.trellis.expression.spel;

import java.util.Collections;
import java.util.List;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Unknown;

/**
 * What is known of types before evaluation. What is unknown fits anywhere; what is an integer or
 * text fits only where both do.
 */
final class TypeRules {

  private TypeRules() {}

  /** Of a constant its type, with itself as the only choice. */
  static SchemaType of(Object constant) {
    return switch (constant) {
      case String text -> constant(Kind.STRING, text);
      case Long number -> constant(Kind.INTEGER, number);
      case Double number -> constant(Kind.NUMBER, number);
      case Boolean bool -> SchemaType.BOOLEAN;
      default -> SchemaType.UNKNOWN;
    };
  }

  private static SchemaType constant(Kind kind, Object value) {
    return new Scalar(kind, Format.NONE, List.of(value));
  }

  static boolean is(SchemaType type, Kind kind) {
    return type instanceof Scalar scalar && scalar.kind() == kind;
  }

  static boolean isUnknown(SchemaType type) {
    return type instanceof Unknown;
  }

  static boolean isBoolean(SchemaType type) {
    return isUnknown(type) || is(type, Kind.BOOLEAN);
  }

  static boolean isInteger(SchemaType type) {
    return isUnknown(type) || is(type, Kind.INTEGER);
  }

  static boolean isNumber(SchemaType type) {
    return isInteger(type) || is(type, Kind.NUMBER);
  }

  static boolean isText(SchemaType type) {
    return isUnknown(type) || is(type, Kind.STRING);
  }

  static boolean isScalar(SchemaType type) {
    return type instanceof Unknown || type instanceof Scalar;
  }

  static boolean isMap(SchemaType type) {
    return type instanceof MapOf || type instanceof ObjectOf;
  }

  /** Whether values of the types can ever be equal. */
  static boolean mayBeEqual(SchemaType left, SchemaType right) {
    if (isUnknown(left) || isUnknown(right)) {
      return true;
    }
    if (left instanceof Scalar one && right instanceof Scalar other) {
      return mayBeEqual(one, other);
    }
    return (left instanceof ListOf && right instanceof ListOf) || (isMap(left) && isMap(right));
  }

  private static boolean mayBeEqual(Scalar left, Scalar right) {
    boolean kinds =
        (mayBeNumber(left) && mayBeNumber(right))
            || (mayBeText(left) && mayBeText(right))
            || (left.kind() == Kind.BOOLEAN && right.kind() == Kind.BOOLEAN);
    return kinds && !areDifferentTexts(left, right);
  }

  private static boolean mayBeNumber(Scalar scalar) {
    return switch (scalar.kind()) {
      case INTEGER, NUMBER, INT_OR_STRING -> true;
      case STRING, BOOLEAN -> false;
    };
  }

  private static boolean mayBeText(Scalar scalar) {
    return scalar.kind() == Kind.STRING || scalar.kind() == Kind.INT_OR_STRING;
  }

  /** Whether one is one of several texts, and the other is none of them. */
  static boolean areDifferentTexts(SchemaType left, SchemaType right) {
    return left instanceof Scalar one
        && right instanceof Scalar other
        && one.kind() == Kind.STRING
        && other.kind() == Kind.STRING
        && one.choices().size() + other.choices().size() > 2
        && !one.choices().isEmpty()
        && !other.choices().isEmpty()
        && Collections.disjoint(one.choices(), other.choices());
  }

  /** The values that it can have, as text; empty if there is no limit. */
  static List<String> choices(SchemaType type) {
    return type instanceof Scalar scalar
        ? scalar.choices().stream().map(String::valueOf).toList()
        : List.of();
  }

  /** Whether values of the types have an order. */
  static boolean areOrdered(SchemaType left, SchemaType right) {
    return (isNumber(left) && isNumber(right)) || (isText(left) && isText(right));
  }

  /** Type of what arithmetic makes of two numbers. */
  static SchemaType arithmetic(SchemaType left, SchemaType right) {
    if (isUnknown(left) || isUnknown(right)) {
      return SchemaType.UNKNOWN;
    }
    return is(left, Kind.INTEGER) && is(right, Kind.INTEGER)
        ? SchemaType.INTEGER
        : SchemaType.NUMBER;
  }

  /** Whether `+` works on all values of the types. */
  static boolean canAdd(SchemaType left, SchemaType right) {
    if (!isScalar(left) || !isScalar(right)) {
      return false;
    }
    if (isText(left) || isText(right)) {
      return true; // Text takes any scalar.
    }
    // What may be text or a number, and becomes one of both, has no type.
    boolean sameSort = is(left, Kind.INT_OR_STRING) == is(right, Kind.INT_OR_STRING);
    boolean integer = is(left, Kind.INTEGER) || is(right, Kind.INTEGER);
    return isAddable(left) && isAddable(right) && (sameSort || integer);
  }

  private static boolean isAddable(SchemaType type) {
    return isNumber(type) || type.equals(SchemaType.INT_OR_STRING);
  }

  /** Type of a sum, or of text put together. */
  static SchemaType sum(SchemaType left, SchemaType right) {
    if (is(left, Kind.STRING) || is(right, Kind.STRING)) {
      return SchemaType.STRING;
    }
    boolean either = is(left, Kind.INT_OR_STRING) || is(right, Kind.INT_OR_STRING);
    return either && !isUnknown(left) && !isUnknown(right)
        ? SchemaType.INT_OR_STRING
        : arithmetic(left, right);
  }

  /** With its article, as sentences say it. */
  static String describe(ValueType value) {
    return value.blank() && isUnknown(value.type())
        ? (value.nullable() ? "null" : "omit()")
        : value.type().phrase();
  }

  /** How to make a value fit that is an integer or text; empty for others. */
  static String conversion(SchemaType... types) {
    for (SchemaType type : types) {
      if (type instanceof Scalar scalar && scalar.kind() == Kind.INT_OR_STRING) {
        return scalar.format() == Format.QUANTITY
            ? "quantity(…) makes an amount of it, to calculate with and to compare"
            : "int(…) or string(…) make one of the two of it";
      }
    }
    return "";
  }
}
