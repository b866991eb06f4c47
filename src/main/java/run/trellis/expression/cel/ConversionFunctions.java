package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.ValueTypes.A;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.BYTES;
import static run.trellis.expression.cel.ValueTypes.CIDR;
import static run.trellis.expression.cel.ValueTypes.DOUBLE;
import static run.trellis.expression.cel.ValueTypes.DURATION;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.IP;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.TIMESTAMP;
import static run.trellis.expression.cel.ValueTypes.TYPE;
import static run.trellis.expression.cel.ValueTypes.UINT;

import dev.cel.common.types.CelType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Omission;
import run.trellis.expression.OpaqueValue;
import run.trellis.expression.Values;
import run.trellis.expression.function.Utf8;

/** Conversions between types, and {@code omit()}. */
final class ConversionFunctions {

  private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]{1,30}");
  private static final Pattern UNSIGNED = Pattern.compile("[0-9]{1,30}");
  private static final Pattern NUMBER =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?");
  private static final Set<String> TRUE = Set.of("1", "t", "T", "TRUE", "true", "True");
  private static final Set<String> FALSE = Set.of("0", "f", "F", "FALSE", "false", "False");

  private ConversionFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>();
    all.addAll(
        conversions(
            "int",
            "A number without its fraction, decimal text, or the seconds of a timestamp since 1970"
                + " as an integer.",
            "int('8080')",
            "8080",
            INT,
            ConversionFunctions::toInteger,
            List.of(STRING, INT, UINT, DOUBLE, TIMESTAMP, DURATION)));
    all.addAll(
        conversions(
            "uint",
            "A number without its fraction, or decimal text, as an unsigned integer.",
            "uint('8080')",
            "8080u",
            UINT,
            ConversionFunctions::toUnsigned,
            List.of(STRING, INT, UINT, DOUBLE)));
    all.addAll(
        conversions(
            "double",
            "A number, or decimal text, as a floating-point number.",
            "double(3) / 2.0",
            "1.5",
            DOUBLE,
            ConversionFunctions::toReal,
            List.of(STRING, INT, UINT, DOUBLE)));
    all.addAll(
        conversions(
            "bool",
            "A boolean from text such as `true` or `0`.",
            "bool('true')",
            "true",
            BOOL,
            ConversionFunctions::toBoolean,
            List.of(STRING, BOOL)));
    all.addAll(
        conversions(
            "string",
            "A value as text; bytes as the text that they are in UTF-8.",
            "string(8080)",
            "'8080'",
            STRING,
            ConversionFunctions::toText,
            List.of(INT, UINT, DOUBLE, BOOL, STRING, BYTES, TIMESTAMP, DURATION, IP, CIDR)));
    all.addAll(others());
    return all;
  }

  private static List<Overload> conversions(
      String name,
      String text,
      String example,
      String exampleResult,
      CelType result,
      Overload.Body body,
      List<CelType> from) {
    List<Overload> all = new ArrayList<>();
    all.add(function(name, from.getFirst()).doc(text, example, exampleResult).gives(result, body));
    from.stream().skip(1).forEach(type -> all.add(function(name, type).gives(result, body)));
    return all;
  }

  private static List<Overload> others() {
    return List.of(
        function("bytes", STRING)
            .doc("The UTF-8 of a text.", "size(bytes('é'))", "2")
            .gives(
                BYTES, arguments -> new Bytes(Utf8.encode(arguments.announced(arguments.text(0))))),
        function("bytes", BYTES).gives(BYTES, arguments -> arguments.value(0)),
        function("timestamp", STRING)
            .doc(
                "A point in time, by RFC 3339.",
                "timestamp('2026-01-31T13:00:00Z').getHours()",
                "13")
            .gives(TIMESTAMP, arguments -> TimestampValue.parse(arguments.text(0))),
        function("timestamp", INT)
            .doc(
                "A point in time, by the seconds since the beginning of 1970.",
                "string(timestamp(0))",
                "'1970-01-01T00:00:00Z'")
            .gives(TIMESTAMP, arguments -> TimestampValue.ofEpochSecond(arguments.integer(0))),
        function("timestamp", TIMESTAMP).gives(TIMESTAMP, arguments -> arguments.value(0)),
        function("duration", STRING)
            .doc(
                "A span of time such as `1h30m`, with `h`, `m`, `s`, `ms`, `us` and `ns`.",
                "duration('1h30m').getMinutes()",
                "90")
            .gives(DURATION, arguments -> DurationValue.parse(arguments.text(0))),
        function("duration", DURATION).gives(DURATION, arguments -> arguments.value(0)),
        function("dyn", A)
            .doc("The value, whose type is not checked beforehand.", "dyn(1) == dyn('a')", "false")
            .gives(DYN, arguments -> arguments.value(0)),
        function("type", A)
            .doc("The type of a value, to compare it with.", "type(1) == int", "true")
            .gives(TYPE, arguments -> TypeValue.of(arguments.value(0))),
        function("omit")
            .doc(
                "Leaves out the field or list element whose value it is.",
                "{'a': 1, 'b': omit()}",
                "{'a': 1}")
            .gives(DYN, arguments -> Omission.VALUE));
  }

  private static Object toInteger(Arguments arguments) {
    return switch (arguments.value(0)) {
      case Long number -> number;
      case UnsignedInt number -> number.outside();
      case Double number -> whole(number, -0x1p63, 0x1p63).longValue();
      case TimestampValue time -> time.epochSecond();
      case DurationValue span -> span.nanos();
      case String text when INTEGER.matcher(text).matches() -> inRange(new BigInteger(text));
      case null, default -> throw unreadable(arguments.value(0), "an integer in decimal digits");
    };
  }

  private static long inRange(BigInteger number) {
    if (number.bitLength() >= Long.SIZE) {
      throw overflow(number.toString(), "64 bits");
    }
    return number.longValue();
  }

  private static Object toUnsigned(Arguments arguments) {
    return switch (arguments.value(0)) {
      case UnsignedInt number -> number;
      case Long number when number >= 0 -> new UnsignedInt(number);
      case Long number -> throw overflow(number.toString(), "64 bits without a sign");
      case Double number -> new UnsignedInt(whole(number, 0, 0x1p64).longValue());
      case String text when UNSIGNED.matcher(text).matches() -> unsigned(new BigInteger(text));
      case null, default ->
          throw unreadable(arguments.value(0), "an unsigned integer in decimal digits");
    };
  }

  private static UnsignedInt unsigned(BigInteger number) {
    if (number.bitLength() > Long.SIZE) {
      throw overflow(number.toString(), "64 bits without a sign");
    }
    return new UnsignedInt(number.longValue());
  }

  private static BigInteger whole(double number, double least, double limit) {
    if (!(number >= least && number < limit)) {
      throw overflow(Double.toString(number), "64 bits");
    }
    return new BigDecimal(number).toBigInteger();
  }

  private static EvaluationException overflow(String number, String range) {
    return new EvaluationException(Code.OVERFLOW, number + " does not fit in " + range);
  }

  private static Object toReal(Arguments arguments) {
    return switch (arguments.value(0)) {
      case Double number -> number;
      case Long number -> (double) number;
      case UnsignedInt number -> number.toDouble();
      case String text when NUMBER.matcher(text).matches() -> finite(text);
      case null, default -> throw unreadable(arguments.value(0), "a number such as 2.5 or 1e6");
    };
  }

  private static double finite(String text) {
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw overflow("the number", "a floating-point number");
    }
    return number;
  }

  private static Object toBoolean(Arguments arguments) {
    return switch (arguments.value(0)) {
      case Boolean bool -> bool;
      case String text when TRUE.contains(text) -> true;
      case String text when FALSE.contains(text) -> false;
      case null, default -> throw unreadable(arguments.value(0), "true or false");
    };
  }

  private static Object toText(Arguments arguments) {
    return arguments.announced(text(arguments.value(0)));
  }

  private static String text(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Boolean bool -> bool.toString();
      case Long number -> number.toString();
      case UnsignedInt number -> number.toString();
      case Double number -> GoNumbers.general(number);
      case Bytes bytes ->
          Utf8.decode(bytes.content())
              .orElseThrow(() -> Failures.invalid("the bytes are not text in UTF-8"));
      case TimestampValue time -> time.text();
      case DurationValue span -> span.seconds();
      case OpaqueValue opaque -> opaque.text();
      case null, default -> throw unreadable(value, "text");
    };
  }

  private static EvaluationException unreadable(@Nullable Object value, String what) {
    return value instanceof String text
        ? Failures.invalid(Values.describe(text) + " is not " + what)
        : Failures.mismatch(TypeValue.of(value).name() + " cannot become " + what);
  }
}
