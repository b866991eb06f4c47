package run.trellis.expression.cel;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.function.Utf8;

/** CEL's own small part of C's {@code printf}. */
final class TextFormat {

  private static final Pattern CLAUSE =
      Pattern.compile("%(?:%|(?:\\.([0-9]*))?(.?))", Pattern.DOTALL);
  private static final int MOST_DECIMALS = 100;
  private static final int DECIMALS = 6;
  private static final int BINARY = 2;
  private static final int OCTAL = 8;
  private static final int HEXADECIMAL = 16;

  private final Arguments arguments;
  private final StringBuilder text = new StringBuilder();

  private TextFormat(Arguments arguments) {
    this.arguments = arguments;
  }

  static Object format(Arguments arguments) {
    return new TextFormat(arguments).formatted();
  }

  private String formatted() {
    String pattern = arguments.text(0);
    Iterator<@Nullable Object> values = arguments.list(1).iterator();
    Matcher clause = CLAUSE.matcher(pattern);
    int from = 0;
    while (clause.find()) {
      append(pattern.substring(from, clause.start()));
      if (clause.group().equals("%%")) {
        append("%");
      } else {
        put(clause, values);
      }
      from = clause.end();
    }
    append(pattern.substring(from));
    return text.toString();
  }

  private void append(String piece) {
    arguments.budget().text(piece.length());
    text.append(piece);
  }

  private void put(Matcher clause, Iterator<@Nullable Object> values) {
    String kind = clause.group(2);
    if (kind.isEmpty()) {
      throw Failures.invalid("format: the text ends within a clause");
    }
    if ("sdfexXob".indexOf(kind) < 0) {
      throw Failures.invalid("format: unrecognized formatting clause \"" + kind + "\"");
    }
    int decimals = decimals(clause.group(1));
    if (!values.hasNext()) {
      throw Failures.invalid("format: there is no value for '" + clause.group() + "'");
    }
    put(kind, decimals, values.next());
  }

  private static int decimals(@Nullable String digits) {
    if (digits == null) {
      return DECIMALS;
    }
    if (digits.isEmpty() || digits.length() > 3 || Integer.parseInt(digits) > MOST_DECIMALS) {
      throw Failures.invalid(
          "format: a precision is a number of at most " + MOST_DECIMALS + " behind the point");
    }
    return Integer.parseInt(digits);
  }

  private void put(String kind, int decimals, @Nullable Object value) {
    switch (kind) {
      case "s" -> putAny(value, 0);
      case "d" -> append(decimal(value));
      case "f" -> append(GoNumbers.fixed(real(kind, value), decimals));
      case "e" -> append(GoNumbers.scientific(real(kind, value), decimals));
      case "b" ->
          append(value instanceof Boolean bool ? (bool ? "1" : "0") : based(kind, value, BINARY));
      case "o" -> append(based(kind, value, OCTAL));
      case "x" -> append(hexadecimal(kind, value));
      default -> append(hexadecimal(kind, value).toUpperCase(Locale.ROOT));
    }
  }

  private static String decimal(@Nullable Object value) {
    return switch (value) {
      case Long number -> number.toString();
      case UnsignedInt number -> number.toString();
      case Double number -> GoNumbers.plain(number);
      case null, default -> throw unfit("d", "numbers", value);
    };
  }

  private static double real(String kind, @Nullable Object value) {
    return switch (value) {
      case Long number -> (double) number;
      case UnsignedInt number -> number.toDouble();
      case Double number -> number;
      case null, default -> throw unfit(kind, "numbers", value);
    };
  }

  private static String based(String kind, @Nullable Object value, int radix) {
    return switch (value) {
      case Long number -> Long.toString(number, radix);
      case UnsignedInt number -> Long.toUnsignedString(number.bits(), radix);
      case null, default -> throw unfit(kind, "integers", value);
    };
  }

  private static String hexadecimal(String kind, @Nullable Object value) {
    return switch (value) {
      case String text -> HexFormat.of().formatHex(Utf8.encode(text));
      case Bytes bytes -> HexFormat.of().formatHex(bytes.content());
      case null, default -> based(kind, value, HEXADECIMAL);
    };
  }

  private static EvaluationException unfit(String kind, String what, @Nullable Object value) {
    return Failures.mismatch(
        "format: %" + kind + " is for " + what + ", not for " + TypeValue.of(value).name());
  }

  private void putAny(@Nullable Object value, int depth) {
    arguments.budget().depth(depth);
    arguments.budget().step();
    switch (value) {
      case null -> append("null");
      case String string -> append(string);
      case Boolean bool -> append(bool.toString());
      case Long number -> append(number.toString());
      case UnsignedInt number -> append(number.toString());
      case Double number -> append(GoNumbers.plain(number));
      case Bytes bytes -> append(Utf8.decode(bytes.content()).orElse("\uFFFD"));
      case TimestampValue time -> append(time.utcText());
      case DurationValue span -> append(span.seconds());
      case TypeValue type -> append(type.name());
      case List<?> list -> putList(list, depth + 1);
      case Map<?, ?> map -> putMap(map, depth + 1);
      default -> throw unfit("s", "plain values, lists and maps", value);
    }
  }

  private void putList(List<?> list, int depth) {
    append("[");
    boolean first = true;
    for (Object element : list) {
      append(first ? "" : ", ");
      putAny(element, depth);
      first = false;
    }
    append("]");
  }

  private void putMap(Map<?, ?> map, int depth) {
    List<Object> keys = new ArrayList<>(Keys.sorted(map, arguments.budget()));
    append("{");
    boolean first = true;
    for (Object key : keys) {
      append(first ? "" : ", ");
      putAny(key, depth);
      append(": ");
      putAny(map.get(key), depth);
      first = false;
    }
    append("}");
  }
}
