package run.trellis.expression.cel;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;

/**
 * A span of time, in the notation and range of Go: {@code 1h30m}, {@code -1.5s}, some 292 years
 * either way. Outside text such as {@code 1h30m0s}.
 *
 * @param nanos its length in nanoseconds
 */
record DurationValue(long nanos) implements InnerValue, Comparable<DurationValue> {

  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART =
      Pattern.compile("([0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})(ns|us|µs|μs|ms|s|m|h)");
  private static final Pattern GRAMMAR = Pattern.compile("[+-]?(?:0|(?:" + PART + ")+)");
  private static final int LONGEST = 200;
  private static final long SECOND = 1_000_000_000L;
  private static final int SECONDS_PER_MINUTE = 60;
  private static final int SECONDS_PER_HOUR = 3_600;

  static final DurationValue ZERO = new DurationValue(0);

  /**
   * Reads a span of time.
   *
   * @throws EvaluationException if it is none
   */
  static DurationValue parse(String text) {
    if (text.length() > LONGEST || !GRAMMAR.matcher(text).matches()) {
      throw Failures.malformed(
          text, "a span of time", "write it as 1h30m or 1.5s, with h, m, s, ms, us or ns");
    }
    BigDecimal sum = BigDecimal.ZERO;
    Matcher part = PART.matcher(text);
    while (part.find()) {
      BigDecimal unit = BigDecimal.valueOf(UNITS.getOrDefault(part.group(2), 0L));
      // What is finer than a nanosecond is dropped part by part.
      sum = sum.add(new BigDecimal(new BigDecimal(part.group(1)).multiply(unit).toBigInteger()));
    }
    try {
      return new DurationValue((text.startsWith("-") ? sum.negate() : sum).longValueExact());
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  static EvaluationException overflow() {
    return new EvaluationException(
        Code.OVERFLOW, "the span of time does not fit in 64 bits of nanoseconds");
  }

  DurationValue plus(DurationValue other) {
    try {
      return new DurationValue(Math.addExact(nanos, other.nanos));
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  DurationValue minus(DurationValue other) {
    try {
      return new DurationValue(Math.subtractExact(nanos, other.nanos));
    } catch (ArithmeticException e) {
      throw overflow();
    }
  }

  /** As whole and part of seconds: {@code 5400s}, {@code 0.1s}. */
  String seconds() {
    return BigDecimal.valueOf(nanos, 9).stripTrailingZeros().toPlainString() + "s";
  }

  /** As Go writes it: {@code 1h30m0s}, {@code 1.5ms}, {@code 0s}. */
  @Override
  public String outside() {
    BigDecimal length = BigDecimal.valueOf(nanos).abs();
    String sign = nanos < 0 ? "-" : "";
    if (length.compareTo(BigDecimal.valueOf(SECOND)) >= 0) {
      return sign + longText(length.movePointLeft(9));
    }
    if (nanos == 0) {
      return "0s";
    }
    int digits = length.precision();
    int shift = digits > 6 ? 6 : digits > 3 ? 3 : 0;
    String unit = digits > 6 ? "ms" : digits > 3 ? "µs" : "ns";
    return sign + plain(length.movePointLeft(shift)) + unit;
  }

  private static String longText(BigDecimal seconds) {
    long whole = seconds.longValue();
    long hours = whole / SECONDS_PER_HOUR;
    long minutes = whole / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE;
    BigDecimal rest = seconds.subtract(BigDecimal.valueOf(whole - whole % SECONDS_PER_MINUTE));
    String minutesText = hours > 0 || minutes > 0 ? minutes + "m" : "";
    return (hours > 0 ? hours + "h" : "") + minutesText + plain(rest) + "s";
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  @Override
  public int compareTo(DurationValue other) {
    return Long.compare(nanos, other.nanos);
  }
}
