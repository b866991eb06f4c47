package run.trellis.expression.spel;

import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Unknown;

/** What is known of types before evaluation. Where they are unknown, everything is possible. */
final class TypeRules {

  private TypeRules() {}

  static SchemaType of(@Nullable Object constant) {
    return switch (constant) {
      case String text -> SchemaType.STRING;
      case Long number -> SchemaType.INTEGER;
      case Double number -> SchemaType.NUMBER;
      case Boolean bool -> SchemaType.BOOLEAN;
      case null, default -> SchemaType.UNKNOWN;
    };
  }

  static boolean is(SchemaType type, Kind kind) {
    return type instanceof Scalar scalar && scalar.kind() == kind;
  }

  static boolean isUnknown(SchemaType type) {
    return type instanceof Unknown;
  }

  static boolean mayBe(SchemaType type, Kind kind) {
    return switch (type) {
      case Unknown unknown -> true;
      case Scalar scalar -> {
        Kind actual = scalar.kind();
        yield actual == kind
            || (actual == Kind.INT_OR_STRING && (kind == Kind.INTEGER || kind == Kind.STRING))
            || (actual == Kind.INTEGER && kind == Kind.NUMBER);
      }
      default -> false;
    };
  }

  static boolean mayBeNumber(SchemaType type) {
    return mayBe(type, Kind.NUMBER) || mayBe(type, Kind.INTEGER);
  }

  static boolean mayBeText(SchemaType type) {
    return mayBe(type, Kind.STRING);
  }

  static boolean mayBeScalar(SchemaType type) {
    return type instanceof Unknown || type instanceof Scalar;
  }

  static boolean isMap(SchemaType type) {
    return type instanceof MapOf || type instanceof ObjectOf;
  }

  /** Whether values of the types can ever be equal. */
  static boolean mayBeEqual(SchemaType left, SchemaType right) {
    if (left instanceof Unknown || right instanceof Unknown) {
      return true;
    }
    return (mayBeNumber(left) && mayBeNumber(right))
        || (mayBeText(left) && mayBeText(right))
        || (mayBe(left, Kind.BOOLEAN) && mayBe(right, Kind.BOOLEAN))
        || (left instanceof ListOf && right instanceof ListOf)
        || (isMap(left) && isMap(right));
  }

  /** Whether values of the types may have an order. */
  static boolean mayBeOrdered(SchemaType left, SchemaType right) {
    boolean scalars = mayBeScalar(left) && mayBeScalar(right);
    boolean booleans = is(left, Kind.BOOLEAN) || is(right, Kind.BOOLEAN);
    return scalars && !booleans && mayBeEqual(left, right);
  }

  private static boolean areNumbers(SchemaType left, SchemaType right) {
    return mayBe(left, Kind.NUMBER) && mayBe(right, Kind.NUMBER);
  }

  /** Type of what arithmetic makes of two numbers. */
  static SchemaType arithmetic(SchemaType left, SchemaType right) {
    if (is(left, Kind.INTEGER) && is(right, Kind.INTEGER)) {
      return SchemaType.INTEGER;
    }
    return left instanceof Scalar && right instanceof Scalar && areNumbers(left, right)
        ? SchemaType.NUMBER
        : SchemaType.UNKNOWN;
  }

  /** With its article, as sentences say it. */
  static String describe(SchemaType type) {
    return switch (type) {
      case Unknown unknown -> "an unknown value";
      case ListOf list -> "a list";
      case MapOf map -> "an object";
      case ObjectOf object -> "an object";
      case Scalar scalar when scalar.display().startsWith("i") -> "an " + type.display();
      default -> "a " + type.display();
    };
  }
}
