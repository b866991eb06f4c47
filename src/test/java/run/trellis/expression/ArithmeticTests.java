package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/** Every operation on integers gives the exact result, or says that it does not fit. */
class ArithmeticTests {

  private static final BigInteger LEAST = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  private interface Operation {
    Object of(@Nullable Object left, @Nullable Object right, Budget budget);
  }

  private static void check(Operation operation, long left, long right, BigInteger exact) {
    if (exact.compareTo(LEAST) < 0 || exact.compareTo(MOST) > 0) {
      EvaluationException failure =
          catchThrowableOfType(
              EvaluationException.class, () -> operation.of(left, right, Budget.standard()));
      assertThat(failure.code()).isEqualTo(Code.OVERFLOW);
    } else {
      assertThat(operation.of(left, right, Budget.standard())).isEqualTo(exact.longValueExact());
    }
  }

  @Property
  void sums(@ForAll long left, @ForAll long right) {
    check(Arithmetic::add, left, right, BigInteger.valueOf(left).add(BigInteger.valueOf(right)));
  }

  @Property
  void differences(@ForAll long left, @ForAll long right) {
    check(
        Arithmetic::subtract,
        left,
        right,
        BigInteger.valueOf(left).subtract(BigInteger.valueOf(right)));
  }

  @Property
  void products(@ForAll long left, @ForAll long right) {
    check(
        Arithmetic::multiply,
        left,
        right,
        BigInteger.valueOf(left).multiply(BigInteger.valueOf(right)));
  }

  @Property
  void quotientsAndRemainders(@ForAll long left, @ForAll long right) {
    if (right == 0) {
      EvaluationException failure =
          catchThrowableOfType(
              EvaluationException.class, () -> Arithmetic.divide(left, right, Budget.standard()));
      assertThat(failure.code()).isEqualTo(Code.DIVISION_BY_ZERO);
    } else {
      BigInteger[] parts = BigInteger.valueOf(left).divideAndRemainder(BigInteger.valueOf(right));
      check(Arithmetic::divide, left, right, parts[0]);
      check(Arithmetic::remainder, left, right, parts[1]);
    }
  }

  @Property
  void powers(
      @ForAll @LongRange(min = -40, max = 40) long base,
      @ForAll @LongRange(min = 0, max = 80) long exponent) {
    check(Arithmetic::power, base, exponent, BigInteger.valueOf(base).pow((int) exponent));
  }

  @Property
  void powersOfLargeNumbers(@ForAll long base, @ForAll @LongRange(min = 0, max = 4) long exponent) {
    check(Arithmetic::power, base, exponent, BigInteger.valueOf(base).pow((int) exponent));
  }

  @Property
  void realNumbersAreFiniteOrFail(@ForAll double left, @ForAll double right) {
    for (Operation operation :
        new Operation[] {
          Arithmetic::add,
          Arithmetic::subtract,
          Arithmetic::multiply,
          Arithmetic::divide,
          Arithmetic::remainder,
          Arithmetic::power
        }) {
      try {
        assertThat((Double) operation.of(left, right, Budget.standard())).isFinite();
      } catch (EvaluationException failure) {
        assertThat(failure.code()).isIn(Code.OVERFLOW, Code.DIVISION_BY_ZERO);
      }
    }
  }
}
