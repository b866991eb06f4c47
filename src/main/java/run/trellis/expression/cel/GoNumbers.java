package run.trellis.expression.cel;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Floating-point numbers as Go's <a href="https://pkg.go.dev/strconv#FormatFloat">strconv</a>
 * writes them, which is how CEL's other implementations do.
 */
final class GoNumbers {

  private static final int LARGEST_PLAIN_EXPONENT = 5;
  private static final int SMALLEST_PLAIN_EXPONENT = -4;

  private GoNumbers() {}

  /** The shortest text that means the number: format {@code g}. */
  static String general(double number) {
    String special = special(number, "+Inf", "-Inf");
    if (special != null) {
      return special;
    }
    BigDecimal digits = shortest(number);
    int exponent = digits.precision() - digits.scale() - 1;
    return exponent < SMALLEST_PLAIN_EXPONENT || exponent > LARGEST_PLAIN_EXPONENT
        ? signed(number, scientific(digits.abs(), digits.precision() - 1))
        : plain(number);
  }

  /** All digits of the shortest text, without an exponent: format {@code f}. */
  static String plain(double number) {
    String special = special(number, "Infinity", "-Infinity");
    return special != null ? special : signed(number, shortest(number).abs().toPlainString());
  }

  /** With so many decimals: {@code %.2f}. */
  static String fixed(double number, int decimals) {
    String special = special(number, "Infinity", "-Infinity");
    return special != null
        ? special
        : signed(
            number,
            new BigDecimal(number)
                .abs()
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString());
  }

  /** With one digit before the point and so many behind it: {@code %.2e}. */
  static String scientific(double number, int decimals) {
    String special = special(number, "Infinity", "-Infinity");
    return special != null
        ? special
        : signed(number, scientific(new BigDecimal(number).abs(), decimals));
  }

  private static String scientific(BigDecimal number, int decimals) {
    if (number.signum() == 0) {
      return BigDecimal.ZERO.setScale(decimals).toPlainString() + "e+00";
    }
    BigDecimal rounded = number.round(new MathContext(decimals + 1, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String mantissa =
        rounded
            .movePointLeft(exponent)
            .setScale(decimals, RoundingMode.UNNECESSARY)
            .toPlainString();
    String digits = Integer.toString(Math.abs(exponent));
    return mantissa + (exponent < 0 ? "e-" : "e+") + (digits.length() < 2 ? "0" + digits : digits);
  }

  private static BigDecimal shortest(double number) {
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    return digits.signum() == 0 ? BigDecimal.ZERO : digits;
  }

  private static String signed(double number, String magnitude) {
    boolean negative = Double.doubleToRawLongBits(number) < 0;
    return negative ? "-" + magnitude : magnitude;
  }

  private static @Nullable String special(double number, String infinity, String negative) {
    if (Double.isNaN(number)) {
      return "NaN";
    }
    return Double.isInfinite(number) ? (number > 0 ? infinity : negative) : null;
  }
}
