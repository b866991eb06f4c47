package run.trellis.expression;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/**
 * The text of a scalar, as it stands between other text.
 *
 * <p>A {@code Double} reads as JavaScript's {@code JSON.stringify} writes it: the shortest digits
 * that mean the same number, a whole number without a fraction ({@code 3.0} is {@code 3}), an
 * exponent only from {@code 1e21} upwards and below {@code 1e-6}.
 */
public final class ScalarText {

  private ScalarText() {}

  /**
   * The text of a scalar: text itself, a number, a boolean, or what an opaque value says of itself.
   *
   * @throws EvaluationException if the value is no scalar: null, a list, a map, an omission
   */
  public static String of(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean bool -> bool.toString();
      case Double number -> ofReal(number);
      case Number number -> Long.toString(number.longValue());
      case OpaqueValue opaque when opaque != Omission.VALUE -> opaque.text();
      case null, default ->
          throw new EvaluationException(
              Code.TYPE_MISMATCH, "cannot be written as text: " + Values.describe(value));
    };
  }

  private static String ofReal(double number) {
    if (number == 0) {
      return "0";
    }
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new EvaluationException(Code.OVERFLOW, "the number has no finite value");
    }
    BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
    double magnitude = Math.abs(number);
    return magnitude >= 1e21 || magnitude < 1e-6 ? withExponent(digits) : digits.toPlainString();
  }

  private static String withExponent(BigDecimal digits) {
    int exponent = digits.precision() - digits.scale() - 1;
    String mantissa = digits.movePointLeft(exponent).stripTrailingZeros().toPlainString();
    return mantissa + (exponent < 0 ? "e" : "e+") + exponent;
  }
}
