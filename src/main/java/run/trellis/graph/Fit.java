package run.trellis.graph;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.NearestName;
import run.trellis.api.ProblemCode;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Unknown;

/**
 * Whether values of one type can stand where another is expected, down to the last element. What is
 * unknown fits anywhere.
 */
final class Fit {

  /** What does not fit, told of the first part that does not. */
  record Misfit(ProblemCode code, String message, String hint) {}

  private static final int MOST_NAMES = 12;

  /** Pairs of types being compared: one that is met again within itself has the same answer. */
  private final Set<Pair> comparing = new HashSet<>();

  private Fit() {}

  private record Pair(ObjectOf value, ObjectOf target) {}

  /**
   * Why not all values of the type fit.
   *
   * @param name how messages call what the value is for
   */
  static Optional<Misfit> of(SchemaType value, SchemaType target, String name) {
    return Optional.ofNullable(new Fit().misfit(value, target, name));
  }

  static boolean fits(SchemaType value, SchemaType target) {
    return of(value, target, "").isEmpty();
  }

  private @Nullable Misfit misfit(SchemaType value, SchemaType target, String name) {
    if (value instanceof Unknown || target instanceof Unknown || value.equals(target)) {
      return null;
    }
    return switch (target) {
      case Scalar scalar ->
          value instanceof Scalar given
              ? scalar(given, scalar, name)
              : mismatch(value, target, name);
      case ListOf(SchemaType element) ->
          value instanceof ListOf(SchemaType given)
              ? misfit(given, element, name + "[*]")
              : mismatch(value, target, name);
      case MapOf(SchemaType element) -> map(value, element, name);
      case ObjectOf object ->
          switch (value) {
            case ObjectOf given -> object(given, object, name);
            // Which keys a map has is known when it arrives.
            case MapOf _ -> null;
            default -> mismatch(value, target, name);
          };
      case Unknown _ -> null;
    };
  }

  private @Nullable Misfit map(SchemaType value, SchemaType element, String name) {
    return switch (value) {
      case MapOf(SchemaType given) -> misfit(given, element, name + ".*");
      case ObjectOf(Map<String, Field> fields, boolean _) -> {
        for (Map.Entry<String, Field> field : fields.entrySet()) {
          Misfit misfit =
              misfit(field.getValue().type(), element, FieldPath.field(name, field.getKey()));
          if (misfit != null) {
            yield misfit;
          }
        }
        yield null;
      }
      default -> mismatch(value, SchemaType.mapOf(element), name);
    };
  }

  private @Nullable Misfit object(ObjectOf value, ObjectOf target, String name) {
    Pair pair = new Pair(value, target);
    if (!comparing.add(pair)) {
      return null;
    }
    for (Map.Entry<String, Field> given : value.fields().entrySet()) {
      String at = FieldPath.field(name, given.getKey());
      Field field = target.fields().get(given.getKey());
      Misfit misfit =
          field != null
              ? misfit(given.getValue().type(), field.type(), at)
              : target.open() ? null : unknownField(given.getKey(), target, name);
      if (misfit != null) {
        return misfit;
      }
    }
    return value.open() ? null : missing(value, target, name);
  }

  private static @Nullable Misfit missing(ObjectOf value, ObjectOf target, String name) {
    for (Map.Entry<String, Field> field : target.fields().entrySet()) {
      if (field.getValue().required() && !value.fields().containsKey(field.getKey())) {
        return missingField(field.getKey(), name);
      }
    }
    return null;
  }

  /** An object lacks a field that it has to have. */
  static Misfit missingField(String field, String name) {
    return new Misfit(
        ProblemCode.MISSING_FIELD, "`" + name + "` needs the field `" + field + "`", "");
  }

  /** An object has a field that it cannot have. */
  static Misfit unknownField(String field, ObjectOf target, String name) {
    List<String> known = target.fields().keySet().stream().sorted().toList();
    String hint = NearestName.hint(field, known);
    String list =
        known.isEmpty()
            ? "it has no fields"
            : known.size() <= MOST_NAMES ? "it has " + String.join(", ", known) : "";
    return new Misfit(
        ProblemCode.UNKNOWN_FIELD,
        "`" + name + "` has no field `" + field + "`",
        hint.isEmpty() ? list : hint);
  }

  private static @Nullable Misfit scalar(Scalar value, Scalar target, String name) {
    if (!takes(target, value)) {
      return mismatch(value, target, name);
    }
    if (!target.choices().isEmpty()) {
      for (Object choice : value.choices()) {
        if (!target.choices().contains(choice)) {
          return notAChoice(choice, target, name);
        }
      }
    }
    if (target.format() == Format.INT32) {
      for (Object choice : value.choices()) {
        if (choice instanceof Long number && number != number.intValue()) {
          String message = "`" + name + "` cannot be " + number + ", which needs more than 32 bits";
          return new Misfit(ProblemCode.INVALID_VALUE, message, "");
        }
      }
    }
    return null;
  }

  private static boolean takes(Scalar target, Scalar value) {
    return switch (target.kind()) {
      // The API server writes amounts as text.
      case STRING -> value.kind() == Kind.STRING || value.format() == Format.QUANTITY;
      case INTEGER -> value.kind() == Kind.INTEGER;
      case NUMBER -> value.kind() == Kind.INTEGER || value.kind() == Kind.NUMBER;
      case BOOLEAN -> value.kind() == Kind.BOOLEAN;
      case INT_OR_STRING ->
          switch (value.kind()) {
            case STRING, INTEGER, INT_OR_STRING -> true;
            case NUMBER -> target.format() == Format.QUANTITY;
            case BOOLEAN -> false;
          };
    };
  }

  private static Misfit notAChoice(Object choice, Scalar target, String name) {
    List<String> choices = target.choices().stream().map(String::valueOf).toList();
    String near = NearestName.hint(String.valueOf(choice), choices);
    String all = choices.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    return new Misfit(
        ProblemCode.INVALID_VALUE,
        "`" + name + "` cannot be `" + choice + "`",
        near.isEmpty() ? "it is one of " + all : near);
  }

  private static Misfit mismatch(SchemaType value, SchemaType target, String name) {
    return new Misfit(
        ProblemCode.TYPE_MISMATCH,
        "`" + name + "` must be " + target.phrase() + ", not " + value.phrase(),
        conversion(value, target));
  }

  /** What would make the value fit. */
  private static String conversion(SchemaType value, SchemaType target) {
    if (value instanceof Scalar given && target instanceof Scalar wanted) {
      boolean number = given.kind() != Kind.BOOLEAN;
      boolean text = given.kind() == Kind.STRING;
      return switch (wanted.kind()) {
        case STRING -> "string(…) makes text of it";
        case INTEGER -> number ? "int(…) makes an integer of it" : "";
        case NUMBER -> number ? "double(…) makes a number of it" : "";
        case BOOLEAN -> text ? "bool(…) reads true or false from text" : "";
        case INT_OR_STRING -> "";
      };
    }
    if (target instanceof ListOf(SchemaType element) && !(value instanceof ListOf)) {
      return fits(value, element) ? "{…} makes a list of it" : "";
    }
    if (value instanceof ListOf(SchemaType element) && fits(element, target)) {
      return ".first() takes one of its elements";
    }
    return "";
  }
}
