package run.trellis.expression.cel;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Arithmetic;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;

/**
 * Arithmetic. Numbers of two types are never mixed; integers of either kind have 64 bits and are
 * checked; floating-point numbers follow IEEE 754.
 */
final class Calculation {

  private static final BigInteger LARGEST_UNSIGNED =
      BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

  private Calculation() {}

  static Object add(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long && right instanceof Long) {
      return Arithmetic.add(left, right, budget);
    }
    return switch (left) {
      case Double a when right instanceof Double b -> a + b;
      case UnsignedInt a when right instanceof UnsignedInt b ->
          unsigned("+", big(a).add(big(b)), a, b);
      case String a when right instanceof String b -> {
        budget.text((long) a.length() + b.length());
        yield a + b;
      }
      case Bytes a when right instanceof Bytes b -> {
        budget.text((long) a.size() + b.size());
        yield a.plus(b);
      }
      case List<?> a when right instanceof List<?> b -> concatenated(a, b, budget);
      case TimestampValue a when right instanceof DurationValue b -> a.plus(b);
      case DurationValue a when right instanceof TimestampValue b -> b.plus(a);
      case DurationValue a when right instanceof DurationValue b -> a.plus(b);
      case null, default -> throw unfit("+", left, right);
    };
  }

  private static List<@Nullable Object> concatenated(List<?> left, List<?> right, Budget budget) {
    budget.elements((long) left.size() + right.size());
    List<@Nullable Object> both = new ArrayList<>(left.size() + right.size());
    both.addAll(left);
    both.addAll(right);
    return Collections.unmodifiableList(both);
  }

  static Object subtract(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long && right instanceof Long) {
      return Arithmetic.subtract(left, right, budget);
    }
    return switch (left) {
      case Double a when right instanceof Double b -> a - b;
      case UnsignedInt a when right instanceof UnsignedInt b ->
          unsigned("-", big(a).subtract(big(b)), a, b);
      case TimestampValue a when right instanceof DurationValue b -> a.minus(b);
      case TimestampValue a when right instanceof TimestampValue b -> a.minus(b);
      case DurationValue a when right instanceof DurationValue b -> a.minus(b);
      case null, default -> throw unfit("-", left, right);
    };
  }

  static Object multiply(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long && right instanceof Long) {
      return Arithmetic.multiply(left, right, budget);
    }
    return switch (left) {
      case Double a when right instanceof Double b -> a * b;
      case UnsignedInt a when right instanceof UnsignedInt b ->
          unsigned("*", big(a).multiply(big(b)), a, b);
      case null, default -> throw unfit("*", left, right);
    };
  }

  static Object divide(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long && right instanceof Long) {
      return Arithmetic.divide(left, right, budget);
    }
    return switch (left) {
      case Double a when right instanceof Double b -> a / b;
      case UnsignedInt a when right instanceof UnsignedInt b ->
          new UnsignedInt(Long.divideUnsigned(a.bits(), divisor("/", a, b)));
      case null, default -> throw unfit("/", left, right);
    };
  }

  static Object remainder(@Nullable Object left, @Nullable Object right, Budget budget) {
    if (left instanceof Long && right instanceof Long) {
      return Arithmetic.remainder(left, right, budget);
    }
    return switch (left) {
      case UnsignedInt a when right instanceof UnsignedInt b ->
          new UnsignedInt(Long.remainderUnsigned(a.bits(), divisor("%", a, b)));
      case null, default -> throw unfit("%", left, right);
    };
  }

  static Object negate(@Nullable Object value, Budget budget) {
    return switch (value) {
      case Long number -> Arithmetic.negate(number);
      case Double number -> -number;
      case null, default -> throw Failures.noOverload("-", Collections.singletonList(value));
    };
  }

  static Object not(@Nullable Object value, Budget budget) {
    if (value instanceof Boolean bool) {
      return !bool;
    }
    throw Failures.noOverload("!", Collections.singletonList(value));
  }

  /** Whether a list has an element, or a map a key. */
  static Object isIn(@Nullable Object value, @Nullable Object whole, Budget budget) {
    return switch (whole) {
      case List<?> list -> Equality.indexOf(list, value, budget) >= 0;
      case Map<?, ?> map -> Keys.find(map, value) != null;
      case null, default -> throw unfit("in", value, whole);
    };
  }

  private static BigInteger big(UnsignedInt number) {
    return new BigInteger(number.toString());
  }

  private static UnsignedInt unsigned(
      String operator, BigInteger result, UnsignedInt left, UnsignedInt right) {
    if (result.signum() < 0 || result.compareTo(LARGEST_UNSIGNED) > 0) {
      throw new EvaluationException(
          Code.OVERFLOW,
          left + " " + operator + " " + right + " does not fit in 64 bits without a sign");
    }
    return new UnsignedInt(result.longValue());
  }

  private static long divisor(String operator, UnsignedInt dividend, UnsignedInt divisor) {
    if (divisor.bits() == 0) {
      throw new EvaluationException(
          Code.DIVISION_BY_ZERO, dividend + " " + operator + " 0 divides by zero");
    }
    return divisor.bits();
  }

  private static EvaluationException unfit(
      String operator, @Nullable Object left, @Nullable Object right) {
    return Failures.noOverload(operator, Arrays.asList(left, right));
  }
}
