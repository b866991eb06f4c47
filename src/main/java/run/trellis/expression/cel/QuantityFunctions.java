package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.DOUBLE;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.QUANTITY;
import static run.trellis.expression.cel.ValueTypes.SEMVER;
import static run.trellis.expression.cel.ValueTypes.STRING;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.function.Quantity;
import run.trellis.expression.function.SemanticVersion;

/** Quantities and versions: what has an order of its own. */
final class QuantityFunctions {

  private QuantityFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(quantities());
    all.addAll(quantityOrder());
    all.addAll(versions());
    return all;
  }

  private static List<Overload> quantities() {
    return List.of(
        function("quantity", STRING)
            .doc(
                "An amount of a resource; `==` goes by amount.",
                "quantity('1024Mi') == quantity('1Gi')",
                "true")
            .gives(QUANTITY, arguments -> Quantity.parse(arguments.text(0))),
        function("isQuantity", STRING)
            .doc("Whether a text is a quantity.", "isQuantity('1.5Gi')", "true")
            .gives(BOOL, arguments -> isReadable(() -> Quantity.parse(arguments.text(0)))),
        method("add", QUANTITY, QUANTITY)
            .doc("The sum.", "quantity('1Gi').add(quantity('512Mi')) == quantity('1536Mi')", "true")
            .gives(QUANTITY, arguments -> quantity(arguments, 0).add(quantity(arguments, 1))),
        method("add", QUANTITY, INT)
            .gives(QUANTITY, arguments -> quantity(arguments, 0).add(ofInteger(arguments))),
        method("sub", QUANTITY, QUANTITY)
            .doc(
                "The difference.",
                "quantity('1').sub(quantity('250m')).asApproximateFloat()",
                "0.75")
            .gives(QUANTITY, arguments -> quantity(arguments, 0).subtract(quantity(arguments, 1))),
        method("sub", QUANTITY, INT)
            .gives(QUANTITY, arguments -> quantity(arguments, 0).subtract(ofInteger(arguments))),
        function("sign", QUANTITY)
            .doc("-1, 0 or 1.", "sign(quantity('-5'))", "-1")
            .gives(INT, arguments -> (long) quantity(arguments, 0).amount().signum()),
        method("isInteger", QUANTITY)
            .doc("Whether it is an integer of 64 bits.", "quantity('1.5').isInteger()", "false")
            .gives(BOOL, arguments -> isInteger(quantity(arguments, 0))),
        method("asInteger", QUANTITY)
            .doc(
                "The amount as an integer, which it must be.",
                "quantity('1Ki').asInteger()",
                "1024")
            .gives(INT, QuantityFunctions::asInteger),
        method("asApproximateFloat", QUANTITY)
            .doc(
                "The amount as a floating-point number.",
                "quantity('1500m').asApproximateFloat()",
                "1.5")
            .gives(DOUBLE, arguments -> quantity(arguments, 0).amount().doubleValue()));
  }

  private static List<Overload> quantityOrder() {
    return List.of(
        method("compareTo", QUANTITY, QUANTITY)
            .doc(
                "-1 if it is less than another, 0 if equal, 1 if greater.",
                "quantity('1G').compareTo(quantity('1Gi'))",
                "-1")
            .gives(
                INT, arguments -> (long) quantity(arguments, 0).compareTo(quantity(arguments, 1))),
        method("isLessThan", QUANTITY, QUANTITY)
            .doc(
                "Whether it is less than another.",
                "quantity('1G').isLessThan(quantity('1Gi'))",
                "true")
            .gives(BOOL, arguments -> quantity(arguments, 0).compareTo(quantity(arguments, 1)) < 0),
        method("isGreaterThan", QUANTITY, QUANTITY)
            .doc(
                "Whether it is greater than another.",
                "quantity('1G').isGreaterThan(quantity('1Gi'))",
                "false")
            .gives(
                BOOL, arguments -> quantity(arguments, 0).compareTo(quantity(arguments, 1)) > 0));
  }

  /** Whether a text can be read as something. */
  static boolean isReadable(Runnable reading) {
    try {
      reading.run();
      return true;
    } catch (EvaluationException e) {
      return false;
    }
  }

  private static Quantity quantity(Arguments arguments, int index) {
    return arguments.value(index, Quantity.class);
  }

  private static Quantity ofInteger(Arguments arguments) {
    return new Quantity(BigDecimal.valueOf(arguments.integer(1)), Quantity.Format.DECIMAL_EXPONENT);
  }

  private static boolean isInteger(Quantity quantity) {
    return quantity.amount().scale() <= 0
        && quantity.amount().toBigInteger().bitLength() < Long.SIZE;
  }

  private static Object asInteger(Arguments arguments) {
    if (!isInteger(quantity(arguments, 0))) {
      throw Failures.invalid("cannot convert value to integer");
    }
    return quantity(arguments, 0).amount().longValueExact();
  }

  private static List<Overload> versions() {
    return List.of(
        function("semver", STRING)
            .doc(
                "A version by Semantic Versioning 2.0.0; `==` goes by precedence.",
                "semver('1.2.3').minor()",
                "2")
            .gives(SEMVER, arguments -> SemanticVersion.parse(arguments.text(0))),
        function("semver", STRING, ValueTypes.BOOL)
            .doc(
                "The same; with `true` also from what people write: a leading v, one or two"
                    + " numbers, leading zeros.",
                "semver('v1.31', true).minor()",
                "31")
            .gives(SEMVER, QuantityFunctions::version),
        function("isSemver", STRING)
            .doc("Whether a text is a version.", "isSemver('v1')", "false")
            .gives(BOOL, arguments -> isReadable(() -> SemanticVersion.parse(arguments.text(0)))),
        function("isSemver", STRING, BOOL)
            .gives(BOOL, arguments -> isReadable(() -> version(arguments))),
        method("major", SEMVER)
            .doc("The first number.", "semver('1.2.3').major()", "1")
            .gives(INT, arguments -> version(arguments, 0).major()),
        method("minor", SEMVER)
            .doc("The second number.", "semver('1.2.3').minor()", "2")
            .gives(INT, arguments -> version(arguments, 0).minor()),
        method("patch", SEMVER)
            .doc("The third number.", "semver('1.2.3').patch()", "3")
            .gives(INT, arguments -> version(arguments, 0).patch()),
        method("compareTo", SEMVER, SEMVER)
            .doc(
                "-1 if it comes before another, 0 if equal, 1 if after.",
                "semver('1.9.0').compareTo(semver('1.10.0'))",
                "-1")
            .gives(INT, arguments -> (long) version(arguments, 0).compareTo(version(arguments, 1))),
        method("isLessThan", SEMVER, SEMVER)
            .doc(
                "Whether it comes before another.",
                "semver('1.0.0-rc.1').isLessThan(semver('1.0.0'))",
                "true")
            .gives(BOOL, arguments -> version(arguments, 0).compareTo(version(arguments, 1)) < 0),
        method("isGreaterThan", SEMVER, SEMVER)
            .doc(
                "Whether it comes after another.",
                "semver('1.10.0').isGreaterThan(semver('1.9.0'))",
                "true")
            .gives(BOOL, arguments -> version(arguments, 0).compareTo(version(arguments, 1)) > 0));
  }

  private static SemanticVersion version(Arguments arguments) {
    return arguments.value(1, Boolean.class)
        ? SemanticVersion.parseLoosely(arguments.text(0))
        : SemanticVersion.parse(arguments.text(0));
  }

  private static SemanticVersion version(Arguments arguments, int index) {
    return arguments.value(index, SemanticVersion.class);
  }
}
