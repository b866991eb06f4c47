package run.trellis.expression.function;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.OpaqueValue;
import run.trellis.expression.Values;

/**
 * An amount of a resource, exact, with the grammar, rounding and canonical text of <a
 * href="https://pkg.go.dev/k8s.io/apimachinery/pkg/api/resource#Quantity">apimachinery's
 * Quantity</a>. Equality and order are by amount: {@code 1024Mi} equals {@code 1Gi}.
 */
public record Quantity(BigDecimal amount, Format format)
    implements OpaqueValue, Comparable<Quantity> {

  /** Which suffixes the text uses; kept from the text it was read from. */
  public enum Format {
    DECIMAL_SI,
    BINARY_SI,
    DECIMAL_EXPONENT
  }

  private static final Pattern GRAMMAR =
      Pattern.compile(
          "([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?[0-9]{1,4}))?");
  private static final String BINARY_SUFFIXES = "KMGTPE";
  private static final String DECIMAL_SUFFIXES = "num kMGTPE";
  private static final String HINT =
      "write a number with n, u, m, k, M, G, T, P, E, Ki, Mi, Gi, Ti, Pi, Ei or an exponent";

  /** Nothing of use to Kubernetes has more; keeps arithmetic cheap whatever the input. */
  private static final int LONGEST = 100;

  private static final int LARGEST_EXPONENT = 300;
  private static final int NANO_SCALE = 9;
  private static final int MILLI_SCALE = 3;
  private static final int LARGEST_SI_EXPONENT = 18;
  private static final BigInteger KIBI = BigInteger.valueOf(1024);
  private static final BigDecimal BINARY_MAXIMUM = BigDecimal.valueOf(Long.MAX_VALUE);

  public Quantity {
    BigDecimal rounded = roundedToNano(amount);
    amount = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
  }

  /**
   * Reads a quantity.
   *
   * @throws EvaluationException if it is none
   */
  public static Quantity parse(String text) {
    Matcher matcher = GRAMMAR.matcher(text);
    if (text.length() > LONGEST || !matcher.matches()) {
      throw Messages.malformed(text, "a quantity", HINT);
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    if (matcher.group(2) != null) {
      return binary(number, 1 + BINARY_SUFFIXES.indexOf(matcher.group(2)));
    }
    if (matcher.group(4) != null) {
      int exponent = Integer.parseInt(matcher.group(4));
      if (Math.abs(exponent) > LARGEST_EXPONENT) {
        throw Messages.malformed(text, "a quantity", "its exponent is out of range");
      }
      return new Quantity(number.scaleByPowerOfTen(exponent), Format.DECIMAL_EXPONENT);
    }
    int exponent =
        matcher.group(3) == null ? 0 : 3 * DECIMAL_SUFFIXES.indexOf(matcher.group(3)) - NANO_SCALE;
    return new Quantity(number.scaleByPowerOfTen(exponent), Format.DECIMAL_SI);
  }

  private static Quantity binary(BigDecimal number, int power) {
    BigDecimal exact = number.multiply(new BigDecimal(KIBI.pow(power)));
    // The API server caps these silently; a quantity that is compared here must mean what it means
    // there.
    BigDecimal magnitude = exact.abs().min(BINARY_MAXIMUM);
    Format format = magnitude.compareTo(BigDecimal.ONE) < 0 ? Format.DECIMAL_SI : Format.BINARY_SI;
    return new Quantity(exact.signum() < 0 ? magnitude.negate() : magnitude, format);
  }

  /** A quantity as it is, or from text or a number, the forms in which manifests have them. */
  static Quantity of(Object value) {
    return switch (value) {
      case Quantity quantity -> quantity;
      case String text -> parse(text);
      case Long number -> new Quantity(BigDecimal.valueOf(number), Format.DECIMAL_SI);
      case Double number when Double.isFinite(number) ->
          new Quantity(BigDecimal.valueOf(number), Format.DECIMAL_SI);
      default -> throw Messages.invalid(Values.describe(value) + " is not a quantity: " + HINT);
    };
  }

  /** Whoever asks for a little gets a little: what is finer than nano is rounded away from zero. */
  private static BigDecimal roundedToNano(BigDecimal exact) {
    return exact.scale() > NANO_SCALE ? exact.setScale(NANO_SCALE, RoundingMode.UP) : exact;
  }

  public Quantity add(Quantity other) {
    return new Quantity(amount.add(other.amount), formatWith(other));
  }

  public Quantity subtract(Quantity other) {
    return new Quantity(amount.subtract(other.amount), formatWith(other));
  }

  /** This times a number: exact for an integer, else rounded as by {@link #divide}. */
  Quantity multiply(BigDecimal factor) {
    BigDecimal product = amount.multiply(factor);
    return bounded(factor.stripTrailingZeros().scale() <= 0 ? product : usable(product));
  }

  /**
   * This divided by a number, rounded towards zero to what Kubernetes can use: whole units for a
   * binary quantity (there is no part of a byte), else thousandths.
   */
  Quantity divide(BigDecimal divisor) {
    int digits =
        amount.precision()
            + Math.abs(amount.scale())
            + divisor.precision()
            + Math.abs(divisor.scale());
    return bounded(
        usable(amount.divide(divisor, new MathContext(digits + LONGEST, RoundingMode.DOWN))));
  }

  private BigDecimal usable(BigDecimal exact) {
    int scale = format == Format.BINARY_SI ? 0 : MILLI_SCALE;
    return exact.scale() > scale ? exact.setScale(scale, RoundingMode.DOWN) : exact;
  }

  private Quantity bounded(BigDecimal made) {
    if (made.precision() - made.scale() > LARGEST_EXPONENT || made.scale() > LARGEST_EXPONENT) {
      throw Messages.overflow("the quantity is out of range");
    }
    return new Quantity(made, format);
  }

  private Format formatWith(Quantity other) {
    return amount.signum() == 0 ? other.format : format;
  }

  /** The amount in whole units such as bytes, rounded away from zero. */
  public long bytes() {
    return scaled(0);
  }

  /** The amount in thousandths, rounded away from zero. */
  public long milli() {
    return scaled(MILLI_SCALE);
  }

  private long scaled(int scale) {
    BigInteger rounded = amount.setScale(scale, RoundingMode.UP).unscaledValue();
    if (rounded.bitLength() >= Long.SIZE) {
      throw Messages.overflow(
          "the quantity " + text() + " is beyond the range of a 64-bit integer");
    }
    return rounded.longValue();
  }

  @Override
  public int compareTo(Quantity other) {
    return amount.compareTo(other.amount);
  }

  /** By amount, which the constructor holds in one spelling. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Quantity quantity && amount.equals(quantity.amount);
  }

  @Override
  public int hashCode() {
    return amount.hashCode();
  }

  @Override
  public String typeName() {
    return "quantity";
  }

  /** Canonical: no fraction, no loss of precision, the largest suffix that does both. */
  @Override
  public String text() {
    if (amount.signum() == 0) {
      return "0";
    }
    boolean belowKibi = amount.abs().compareTo(new BigDecimal(KIBI)) < 0;
    return format == Format.BINARY_SI && !belowKibi && amount.scale() <= 0
        ? binaryText()
        : decimalText();
  }

  private String binaryText() {
    BigInteger mantissa = amount.toBigIntegerExact();
    int power = 0;
    while (power < BINARY_SUFFIXES.length() && mantissa.mod(KIBI).signum() == 0) {
      mantissa = mantissa.divide(KIBI);
      power++;
    }
    return power == 0
        ? mantissa.toString()
        : mantissa.toString() + BINARY_SUFFIXES.charAt(power - 1) + "i";
  }

  private String decimalText() {
    int exponent = Math.floorDiv(-amount.scale(), 3) * 3;
    String mantissa = amount.scaleByPowerOfTen(-exponent).toBigIntegerExact().toString();
    if (exponent == 0) {
      return mantissa;
    }
    // There is no suffix beyond E; an exponent keeps the value.
    boolean si = format != Format.DECIMAL_EXPONENT && exponent <= LARGEST_SI_EXPONENT;
    return mantissa + (si ? DECIMAL_SUFFIXES.charAt((exponent + NANO_SCALE) / 3) : "e" + exponent);
  }

  @Override
  public String toString() {
    return text();
  }
}
