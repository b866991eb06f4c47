package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.function;
import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.NUMBER;
import static run.trellis.expression.function.Kind.QUANTITY;
import static run.trellis.expression.function.Kind.SEMVER;
import static run.trellis.expression.function.Kind.TEXT;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;

/** Quantities and versions: what has an order of its own. */
final class QuantityFunctions {

  private QuantityFunctions() {}

  static List<Definition> all() {
    List<Definition> all = new ArrayList<>(quantities());
    all.addAll(versions());
    return all;
  }

  private static List<Definition> quantities() {
    return List.of(
        function("quantity", QUANTITY.as("value"))
            .doc(
                "An amount of a resource, from text or a number. Its text is canonical; `==` and"
                    + " `<` go by amount.",
                "string(quantity('1024Mi'))",
                "'1Gi'")
            .gives(QUANTITY, call -> call.value(0)),
        method("add", QUANTITY, QUANTITY.as("other"))
            .doc("The sum.", "string(quantity('1Gi').add('512Mi'))", "'1536Mi'")
            .gives(QUANTITY, call -> quantity(call, 0).add(quantity(call, 1))),
        method("sub", QUANTITY, QUANTITY.as("other"))
            .doc("The difference.", "string(quantity('1').sub('250m'))", "'750m'")
            .gives(QUANTITY, call -> quantity(call, 0).subtract(quantity(call, 1))),
        method("mul", QUANTITY, NUMBER.as("factor"))
            .doc(
                "The product with a number. Times an integer it is exact; else what is left of a"
                    + " byte (binary suffixes) or of a thousandth (others) is dropped.",
                "string(quantity('1Gi').mul(0.75))",
                "'768Mi'")
            .gives(QUANTITY, call -> quantity(call, 0).multiply(factor(call))),
        method("div", QUANTITY, NUMBER.as("divisor"))
            .doc(
                "The quotient by a number. What is left of a byte (binary suffixes) or of a"
                    + " thousandth (others) is dropped.",
                "string(quantity('1').div(3))",
                "'333m'")
            .gives(QUANTITY, call -> quantity(call, 0).divide(divisor(call))),
        method("bytes", QUANTITY)
            .doc("The amount as an integer, rounded up.", "quantity('1Ki').bytes()", "1024")
            .gives(INTEGER, call -> quantity(call, 0).bytes()),
        method("milli", QUANTITY)
            .doc(
                "The amount in thousandths as an integer, rounded up.",
                "quantity('1.5').milli()",
                "1500")
            .gives(INTEGER, call -> quantity(call, 0).milli()),
        method("compare", QUANTITY, QUANTITY.as("other"))
            .doc(
                "-1 if it is less than another, 0 if equal, 1 if greater.",
                "quantity('1G').compare('1Gi')",
                "-1")
            .gives(INTEGER, call -> (long) quantity(call, 0).compareTo(quantity(call, 1))),
        method("isLessThan", QUANTITY, QUANTITY.as("other"))
            .doc("Whether it is less than another.", "quantity('1G').isLessThan('1Gi')", "true")
            .gives(BOOLEAN, call -> quantity(call, 0).compareTo(quantity(call, 1)) < 0),
        method("isGreaterThan", QUANTITY, QUANTITY.as("other"))
            .doc(
                "Whether it is greater than another.",
                "quantity('1G').isGreaterThan('1Gi')",
                "false")
            .gives(BOOLEAN, call -> quantity(call, 0).compareTo(quantity(call, 1)) > 0));
  }

  private static Quantity quantity(Call call, int index) {
    return call.value(index, Quantity.class);
  }

  private static BigDecimal factor(Call call) {
    if (call.value(1) instanceof Double number) {
      if (!Double.isFinite(number)) {
        throw Messages.invalid("the number must be finite");
      }
      return BigDecimal.valueOf(number);
    }
    return BigDecimal.valueOf(call.integer(1));
  }

  private static BigDecimal divisor(Call call) {
    BigDecimal divisor = factor(call);
    if (divisor.signum() == 0) {
      throw new EvaluationException(Code.DIVISION_BY_ZERO, "the divisor is zero");
    }
    return divisor;
  }

  private static List<Definition> versions() {
    return List.of(
        function("semver", SEMVER.as("value"))
            .doc(
                "A version by Semantic Versioning 2.0.0; `==` and `<` go by precedence.",
                "semver('1.10.0') > semver('1.9.0')",
                "true")
            .gives(SEMVER, call -> call.value(0)),
        function("semver", TEXT.as("value"), BOOLEAN.as("normalize"))
            .doc(
                "The same; with `true` also from what people write: a leading v, one or two"
                    + " numbers, leading zeros.",
                "string(semver('v1.31', true))",
                "'1.31.0'")
            .gives(SEMVER, QuantityFunctions::version),
        method("major", SEMVER)
            .doc("The first number.", "semver('1.2.3').major()", "1")
            .gives(INTEGER, call -> version(call, 0).major()),
        method("minor", SEMVER)
            .doc("The second number.", "semver('1.2.3').minor()", "2")
            .gives(INTEGER, call -> version(call, 0).minor()),
        method("patch", SEMVER)
            .doc("The third number.", "semver('1.2.3').patch()", "3")
            .gives(INTEGER, call -> version(call, 0).patch()),
        method("preRelease", SEMVER)
            .doc(
                "What follows the hyphen, empty for a release.",
                "semver('1.2.3-rc.1').preRelease()",
                "'rc.1'")
            .gives(TEXT, call -> String.join(".", version(call, 0).preRelease())),
        method("compare", SEMVER, SEMVER.as("other"))
            .doc(
                "-1 if it comes before another, 0 if equal, 1 if after.",
                "semver('1.0.0').compare('2.0.0')",
                "-1")
            .gives(INTEGER, call -> (long) version(call, 0).compareTo(version(call, 1))),
        method("isLessThan", SEMVER, SEMVER.as("other"))
            .doc(
                "Whether it comes before another.",
                "semver('1.0.0-rc.1').isLessThan('1.0.0')",
                "true")
            .gives(BOOLEAN, call -> version(call, 0).compareTo(version(call, 1)) < 0),
        method("isGreaterThan", SEMVER, SEMVER.as("other"))
            .doc(
                "Whether it comes after another.",
                "semver('1.10.0').isGreaterThan('1.9.0')",
                "true")
            .gives(BOOLEAN, call -> version(call, 0).compareTo(version(call, 1)) > 0));
  }

  private static Object version(Call call) {
    return call.bool(1)
        ? SemanticVersion.parseLoosely(call.text(0))
        : SemanticVersion.parse(call.text(0));
  }

  private static SemanticVersion version(Call call, int index) {
    return call.value(index, SemanticVersion.class);
  }
}
