package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.function;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.NUMBER;
import static run.trellis.expression.function.Kind.SCALAR;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.List;
import java.util.regex.Pattern;
import run.trellis.expression.Omission;
import run.trellis.expression.ScalarText;

/** Conversions between scalars, and {@code omit()}. */
final class ConversionFunctions {

  private static final Pattern INTEGER_GRAMMAR = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern NUMBER_GRAMMAR =
      Pattern.compile(
          "[+-]?(?:[0-9]{1,400}(?:\\.[0-9]{0,400})?|\\.[0-9]{1,400})(?:[eE][+-]?[0-9]{1,4})?");

  private ConversionFunctions() {}

  static List<Definition> all() {
    return List.of(
        function("string", SCALAR.as("value"))
            .doc(
                "A scalar as text. For lists and maps there is `json.stringify`.",
                "string(8080)",
                "'8080'")
            .gives(TEXT, call -> call.announced(ScalarText.of(call.value(0)))),
        function("int", NUMBER.as("value"))
            .doc("A number without its fraction.", "int(2.9)", "2")
            .gives(INTEGER, ConversionFunctions::truncated),
        function("int", TEXT.as("value"))
            .doc("An integer from decimal text.", "int('8080')", "8080")
            .gives(INTEGER, ConversionFunctions::integer),
        function("double", NUMBER.as("value"))
            .doc("A number as a floating-point number.", "double(3) / 2", "1.5")
            .gives(NUMBER, call -> call.value(0, Number.class).doubleValue()),
        function("double", TEXT.as("value"))
            .doc("A floating-point number from decimal text.", "double('2.5')", "2.5")
            .gives(NUMBER, ConversionFunctions::number),
        function("bool", BOOLEAN.as("value"))
            .doc("A boolean as it is.", "bool(true)", "true")
            .gives(BOOLEAN, call -> call.bool(0)),
        function("bool", TEXT.as("value"))
            .doc("A boolean from the text `true` or `false`.", "bool('true')", "true")
            .gives(BOOLEAN, ConversionFunctions::bool),
        function("omit")
            .doc(
                "Leaves out the field or list element whose value it is.",
                "{a: 1, b: omit()}",
                "{a: 1}")
            .gives(Kind.ANY, call -> Omission.VALUE));
  }

  private static Object truncated(Call call) {
    if (call.value(0) instanceof Double number) {
      double whole = number < 0 ? Math.ceil(number) : Math.floor(number);
      return Kind.exactInteger(whole).orElseThrow(Messages::beyondLong);
    }
    return call.integer(0);
  }

  private static Object integer(Call call) {
    String text = call.text(0);
    if (!INTEGER_GRAMMAR.matcher(text).matches()) {
      throw Messages.invalid(
          "'" + Messages.shorten(text) + "' is not an integer in decimal digits");
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Messages.beyondLong();
    }
  }

  private static Object number(Call call) {
    String text = call.text(0);
    if (!NUMBER_GRAMMAR.matcher(text).matches()) {
      throw Messages.invalid("'" + Messages.shorten(text) + "' is not a number such as 2.5 or 1e6");
    }
    double number = Double.parseDouble(text);
    if (Double.isInfinite(number)) {
      throw Messages.overflow("'" + Messages.shorten(text) + "' is out of range");
    }
    return number;
  }

  private static Object bool(Call call) {
    return switch (call.text(0)) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Messages.invalid(
              "'" + Messages.shorten(call.text(0)) + "' is neither true nor false");
    };
  }
}
