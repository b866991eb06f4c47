package run.trellis.expression.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.ScalarText;
import run.trellis.expression.Values;

/** A small part of C's {@code printf}: the same in every language, and bounded. */
final class TextFormat {

  static final String DOC =
      "The text with values put in place of `%s` (any scalar), `%d` (integer), `%x` (integer in"
          + " hexadecimal), `%f` (number, six decimals or as many as `%.2f` says); `%%` is a"
          + " percent sign. A width pads with spaces on the left, after `-` on the right, after `0`"
          + " with zeros: `%5s`, `%-5s`, `%05d`. `%.3s` cuts a text. Widths are at most 1000,"
          + " decimals at most 100.";

  private static final Pattern SPECIFIER =
      Pattern.compile("%(-?)(0?)([0-9]*)(?:\\.([0-9]+))?(.?)", Pattern.DOTALL);
  private static final int WIDEST = 1_000;
  private static final int MOST_DECIMALS = 100;
  private static final int DECIMALS = 6;

  private final Call call;

  private TextFormat(Call call) {
    this.call = call;
  }

  static String format(String pattern, List<@Nullable Object> values, Call call) {
    return new TextFormat(call).format(pattern, values.iterator());
  }

  private String format(String pattern, Iterator<@Nullable Object> values) {
    StringBuilder text = new StringBuilder();
    Matcher specifier = SPECIFIER.matcher(pattern);
    int from = 0;
    while (specifier.find(from)) {
      append(text, pattern.substring(from, specifier.start()));
      append(text, specifier.group(5).equals("%") ? percent(specifier) : padded(specifier, values));
      from = specifier.end();
    }
    append(text, pattern.substring(from));
    if (values.hasNext()) {
      throw Messages.invalid(
          "there are more values than places for them in '" + Messages.shorten(pattern) + "'");
    }
    return text.toString();
  }

  private void append(StringBuilder text, String piece) {
    text.append(call.announced(piece));
  }

  private String percent(Matcher specifier) {
    if (specifier.group().length() > 2) {
      throw unknown(specifier);
    }
    return "%";
  }

  private String padded(Matcher specifier, Iterator<@Nullable Object> values) {
    int precision = bounded(specifier.group(4), -1, MOST_DECIMALS, "decimals");
    String kind = specifier.group(5);
    if (!List.of("s", "d", "x", "f").contains(kind)
        || (precision >= 0 && List.of("d", "x").contains(kind))) {
      throw unknown(specifier);
    }
    if (!values.hasNext()) {
      throw Messages.invalid("there is no value for '" + specifier.group() + "'");
    }
    String text = converted(kind, precision, values.next());
    int missing = bounded(specifier.group(3), 0, WIDEST, "width") - CodePoints.length(text);
    if (missing <= 0) {
      return text;
    }
    boolean zeros =
        !specifier.group(2).isEmpty() && !kind.equals("s") && specifier.group(1).isEmpty();
    int sign = zeros && text.startsWith("-") ? 1 : 0;
    return specifier.group(1).isEmpty()
        ? text.substring(0, sign) + (zeros ? "0" : " ").repeat(missing) + text.substring(sign)
        : text + " ".repeat(missing);
  }

  private String converted(String kind, int precision, @Nullable Object value) {
    return switch (kind) {
      case "s" -> cut(ScalarText.of(value), precision);
      case "f" ->
          decimal(value)
              .setScale(precision < 0 ? DECIMALS : precision, RoundingMode.HALF_EVEN)
              .toPlainString();
      case "x" -> Long.toString(integer(kind, value), 16);
      default -> Long.toString(integer(kind, value));
    };
  }

  private static String cut(String text, int precision) {
    boolean longer = precision >= 0 && CodePoints.length(text) > precision;
    return longer ? text.substring(0, CodePoints.offset(text, precision)) : text;
  }

  private long integer(String kind, @Nullable Object value) {
    if (Kind.INTEGER.takes(value) && Kind.INTEGER.convert(value) instanceof Long number) {
      return number;
    }
    throw Messages.mismatch("%" + kind + " takes an integer, not " + Values.describe(value));
  }

  private BigDecimal decimal(@Nullable Object value) {
    if (value instanceof Double number && Double.isFinite(number)) {
      return new BigDecimal(number);
    }
    if (value instanceof Long number) {
      return BigDecimal.valueOf(number);
    }
    throw Messages.mismatch("%f takes a number, not " + Values.describe(value));
  }

  private int bounded(@Nullable String digits, int otherwise, int most, String what) {
    if (digits == null || digits.isEmpty()) {
      return otherwise;
    }
    int number = digits.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    if (number > most) {
      throw Messages.invalid(
          what + " must be at most " + most + ", not " + Messages.shorten(digits));
    }
    return number;
  }

  private EvaluationException unknown(Matcher specifier) {
    return Messages.invalid(
        "'" + Messages.shorten(specifier.group()) + "' is none of %s, %d, %x, %f, %%");
  }
}
