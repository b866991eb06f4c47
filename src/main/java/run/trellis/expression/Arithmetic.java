package run.trellis.expression;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/**
 * Arithmetic of the value model. Two {@code Long} give a {@code Long}, checked: what does not fit
 * in 64 bits fails. As soon as one operand is a {@code Double}, so is the result, which is finite
 * or fails.
 */
public final class Arithmetic {

  private Arithmetic() {}

  /** The sum of two numbers; or, if one operand is text, both as text one after the other. */
  public static Object add(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof String || right instanceof String) {
      return concatenate(left, right, budget);
    }
    if (left instanceof Long a && right instanceof Long b) {
      long sum = a + b;
      return ((a ^ sum) & (b ^ sum)) < 0 ? overflow("+", left, right) : (Object) sum;
    }
    return finite("+", left, right, real("+", left, left, right) + real("+", right, left, right));
  }

  private static String concatenate(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (!isScalar(left) || !isScalar(right)) {
      throw mismatch("+", left, right);
    }
    String first = ScalarText.of(left);
    String second = ScalarText.of(right);
    budget.text((long) first.length() + second.length());
    return first + second;
  }

  private static boolean isScalar(@Nullable Object value) {
    return switch (value) {
      case String text -> true;
      case Number number -> true;
      case Boolean bool -> true;
      case OpaqueValue opaque -> opaque != Omission.VALUE;
      case null, default -> false;
    };
  }

  /** The difference of two numbers. */
  public static Object subtract(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long a && right instanceof Long b) {
      long difference = a - b;
      return ((a ^ b) & (a ^ difference)) < 0 ? overflow("-", left, right) : (Object) difference;
    }
    return finite("-", left, right, real("-", left, left, right) - real("-", right, left, right));
  }

  /** The product of two numbers. */
  public static Object multiply(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long a && right instanceof Long b) {
      long low = a * b;
      return Math.multiplyHigh(a, b) == low >> 63 ? (Object) low : overflow("*", left, right);
    }
    return finite("*", left, right, real("*", left, left, right) * real("*", right, left, right));
  }

  /** The quotient of two numbers; of two integers without its fraction. */
  public static Object divide(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long a && right instanceof Long b) {
      requireDivisor("/", left, b);
      return a == Long.MIN_VALUE && b == -1 ? overflow("/", left, right) : (Object) (a / b);
    }
    double dividend = real("/", left, left, right);
    double divisor = real("/", right, left, right);
    requireDivisor("/", left, divisor);
    return finite("/", left, right, dividend / divisor);
  }

  /** What division of two numbers leaves, with the sign of the dividend. */
  public static Object remainder(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long a && right instanceof Long b) {
      requireDivisor("%", left, b);
      return a % b;
    }
    double dividend = real("%", left, left, right);
    double divisor = real("%", right, left, right);
    requireDivisor("%", left, divisor);
    return finite("%", left, right, dividend % divisor);
  }

  /** A power; of two integers an integer, whose exponent is not negative. */
  public static Object power(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long base && right instanceof Long exponent) {
      if (exponent < 0) {
        throw new EvaluationException(
            Code.INVALID_ARGUMENT,
            "an integer has no power " + exponent + "; a number such as 2.0 has");
      }
      return integerPower(base, exponent);
    }
    // StrictMath gives the same digits on every processor.
    return finite(
        "^",
        left,
        right,
        StrictMath.pow(real("^", left, left, right), real("^", right, left, right)));
  }

  private static Object integerPower(long base, long exponent) {
    long result = 1;
    long square = base;
    long remaining = exponent;
    while (true) {
      if ((remaining & 1) == 1) {
        if (overflowsProduct(result, square)) {
          return overflow("^", base, exponent);
        }
        result *= square;
      }
      remaining >>= 1;
      if (remaining == 0) {
        return result;
      }
      // A square too large is always used by a later bit, unless it is that of 0, 1 or -1.
      if (overflowsProduct(square, square)) {
        return overflow("^", base, exponent);
      }
      square *= square;
    }
  }

  private static boolean overflowsProduct(long left, long right) {
    return Math.multiplyHigh(left, right) != (left * right) >> 63;
  }

  /** The number itself. */
  public static Object plus(@Nullable Object value) {
    if (value instanceof Number number) {
      return number;
    }
    throw new EvaluationException(
        Code.TYPE_MISMATCH, "`+` needs a number, not " + Values.describe(value));
  }

  /** The number with the other sign. */
  public static Object negate(@Nullable Object value) {
    return switch (value) {
      case Long number when number != Long.MIN_VALUE -> (Object) (-number);
      case Long number ->
          throw new EvaluationException(Code.OVERFLOW, "-(" + number + ") does not fit in 64 bits");
      case Double number -> -number;
      case null, default ->
          throw new EvaluationException(
              Code.TYPE_MISMATCH, "`-` needs a number, not " + Values.describe(value));
    };
  }

  private static double real(
      String operator, @Nullable Object operand, @Nullable Object left, @Nullable Object right) {
    return switch (operand) {
      case Double number -> number;
      case Number number -> number.longValue();
      case null, default -> throw mismatch(operator, left, right);
    };
  }

  private static Object finite(
      String operator, @Nullable Object left, @Nullable Object right, double result) {
    return Double.isFinite(result) ? (Object) result : overflow(operator, left, right);
  }

  private static void requireDivisor(String operator, @Nullable Object left, double divisor) {
    if (divisor == 0) {
      throw new EvaluationException(
          Code.DIVISION_BY_ZERO, Values.describe(left) + " " + operator + " 0 divides by zero");
    }
  }

  private static EvaluationException mismatch(
      String operator, @Nullable Object left, @Nullable Object right) {
    return new EvaluationException(
        Code.TYPE_MISMATCH,
        "`"
            + operator
            + "` does not work on "
            + Values.describe(left)
            + " and "
            + Values.describe(right));
  }

  private static Object overflow(String operator, @Nullable Object left, @Nullable Object right) {
    throw new EvaluationException(
        Code.OVERFLOW,
        Values.describe(left)
            + " "
            + operator
            + " "
            + Values.describe(right)
            + (left instanceof Long && right instanceof Long
                ? " does not fit in 64 bits"
                : " is not a finite number"));
  }
}
