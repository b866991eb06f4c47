package run.trellis.expression.cel;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Values;

/** The order of values: numbers by value whatever their types, anything else only its own kind. */
final class Ordering {

  /** Octets whose comparison counts as one step. */
  private static final int OCTETS_PER_STEP = 64;

  private Ordering() {}

  /** Whether the values can be put in order. */
  static boolean isOrdered(@Nullable Object left, @Nullable Object right) {
    return isNumber(left)
        ? isNumber(right)
        : left != null
            && right != null
            && left.getClass() == right.getClass()
            && isComparable(left);
  }

  static boolean isNumber(@Nullable Object value) {
    return value instanceof Long || value instanceof Double || value instanceof UnsignedInt;
  }

  private static boolean isComparable(Object value) {
    return value instanceof String
        || value instanceof Boolean
        || value instanceof Bytes
        || value instanceof TimestampValue
        || value instanceof DurationValue;
  }

  /**
   * Whether two values are in the order that an operator says. What is not a number is in none.
   *
   * @throws run.trellis.expression.EvaluationException if the values cannot be put in order
   */
  static boolean holds(
      String operator, @Nullable Object left, @Nullable Object right, Budget budget) {
    int order = compare(operator, left, right, budget);
    return !isNan(left)
        && !isNan(right)
        && switch (operator) {
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
  }

  /**
   * The order of two values of one kind, or of two numbers.
   *
   * @throws run.trellis.expression.EvaluationException if there is none
   */
  static int compare(
      String operator, @Nullable Object left, @Nullable Object right, Budget budget) {
    if (isNumber(left) && isNumber(right)) {
      return compareNumbers(left, right);
    }
    return switch (left) {
      case String text when right instanceof String -> Values.compare(text, right, budget);
      case Boolean bool when right instanceof Boolean other -> Boolean.compare(bool, other);
      case Bytes bytes when right instanceof Bytes other -> {
        budget.steps(Math.min(bytes.size(), other.size()) / OCTETS_PER_STEP);
        yield bytes.compareTo(other);
      }
      case TimestampValue time when right instanceof TimestampValue other -> time.compareTo(other);
      case DurationValue span when right instanceof DurationValue other -> span.compareTo(other);
      case null, default -> throw Failures.noOverload(operator, Arrays.asList(left, right));
    };
  }

  static boolean isNan(@Nullable Object value) {
    return value instanceof Double number && number.isNaN();
  }

  /** Exact, also where a floating-point number cannot tell two integers apart; NaN comes last. */
  static int compareNumbers(@Nullable Object left, @Nullable Object right) {
    if (left instanceof UnsignedInt large && !large.isSmall()) {
      return -compareToLarge(right, large);
    }
    if (right instanceof UnsignedInt large && !large.isSmall()) {
      return compareToLarge(left, large);
    }
    return Values.compareNumbers(small(left), small(right));
  }

  private static int compareToLarge(@Nullable Object number, UnsignedInt large) {
    return switch (number) {
      case UnsignedInt other -> other.compareTo(large);
      case Double real -> Double.compare(real, large.toDouble());
      case null, default -> -1;
    };
  }

  private static Number small(@Nullable Object number) {
    return number instanceof UnsignedInt unsigned
        ? (Number) unsigned.bits()
        : (Number) Objects.requireNonNull(number);
  }
}
