package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.Evaluated.Code.DIVISION_BY_ZERO;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.OVERFLOW;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.made;
import static run.trellis.expression.function.Case.method;

import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityFunctionsTests {

  private static Object quantity(Object value) {
    return made("quantity", value);
  }

  private static Object semver(String text) {
    return made("semver", text);
  }

  @ParameterizedTest
  @MethodSource
  void calculates(Case row) {
    row.check();
  }

  static List<Case> calculates() {
    return List.of(
        function("quantity", "1024Mi").gives("1Gi"),
        function("quantity", 2).gives("2"),
        function("quantity", 0.5).gives("500m"),
        function("quantity", quantity("1Gi")).gives("1Gi"),
        function("quantity", "1Gb").fails(INVALID_ARGUMENT, "'1Gb' is not a quantity: write"),
        function("quantity", true).fails(TYPE_MISMATCH, "value must be a quantity, not true"),
        function("quantity", Double.NaN).fails(INVALID_ARGUMENT, "not a quantity"),
        method(quantity("1Gi"), "add", "512Mi").gives("1536Mi"),
        method(quantity("1Gi"), "add", quantity("1G")).gives("2073741824"),
        method(quantity("0"), "add", "1Gi").gives("1Gi"),
        method(quantity("100m"), "add", 1).gives("1100m"),
        method(quantity("1"), "sub", "250m").gives("750m"),
        method(quantity("1Gi"), "sub", "2Gi").gives("-1Gi"),
        method(quantity("1Gi"), "sub", "0.5").gives("1073741823500m"),
        method(quantity("1Gi"), "mul", 3).gives("3Gi"),
        method(quantity("1Gi"), "mul", 0.75).gives("768Mi"),
        method(quantity("100m"), "mul", 3).gives("300m"),
        method(quantity("1Gi"), "mul", 0.3).gives("322122547"),
        method(quantity("250m"), "mul", 0.3).gives("75m"),
        method(quantity("1n"), "mul", 3).gives("3n"),
        method(quantity("1Gi"), "mul", Double.POSITIVE_INFINITY).fails(INVALID_ARGUMENT, "finite"),
        method(quantity("1e300"), "mul", 1000).fails(OVERFLOW, "out of range"),
        method(quantity("1"), "div", 3).gives("333m"),
        method(quantity("-1"), "div", 3).gives("-333m"),
        method(quantity("1Gi"), "div", 2).gives("512Mi"),
        method(quantity("1Gi"), "div", 3).gives("357913941"),
        method(quantity("1Gi"), "div", 0).fails(DIVISION_BY_ZERO, "div: the divisor is zero"),
        method(quantity("1Gi"), "div", 0.0).fails(DIVISION_BY_ZERO, "zero"),
        method(quantity("1Ki"), "bytes").gives(1024),
        method(quantity("1.5"), "bytes").gives(2),
        method(quantity("-1.5"), "bytes").gives(-2),
        method(quantity("1n"), "bytes").gives(1),
        method(quantity("10E"), "bytes").fails(OVERFLOW, "the quantity 10E is beyond"),
        method(quantity("1e300"), "bytes").fails(OVERFLOW, "beyond"),
        method(quantity("1.5"), "milli").gives(1500),
        method(quantity("0.0001"), "milli").gives(1),
        method(quantity("1G"), "compare", "1Gi").gives(-1),
        method(quantity("1024Mi"), "compare", "1Gi").gives(0),
        method(quantity("1Gi"), "isLessThan", "2Gi").gives(true),
        method(quantity("1Gi"), "isGreaterThan", "2Gi").gives(false),
        method("1Gi", "add", "1Gi")
            .fails(TYPE_MISMATCH, "add is a method of quantity, not of '1Gi'"),
        method(quantity("1Gi"), "add", "x").fails(INVALID_ARGUMENT, "'x' is not a quantity"),
        method(quantity("1Gi"), "mul", "2").fails(TYPE_MISMATCH, "factor must be a number"));
  }

  @Property
  void multipliesByIntegersExactly(@ForAll int amount, @ForAll int factor) {
    Quantity product =
        new Quantity(BigDecimal.valueOf(amount, 3), Quantity.Format.DECIMAL_SI)
            .multiply(BigDecimal.valueOf(factor));
    assertThat(product.amount())
        .isEqualByComparingTo(BigDecimal.valueOf(amount, 3).multiply(BigDecimal.valueOf(factor)));
  }

  @Property
  void aQuotientTimesItsDivisorIsTheAmountOrJustBelow(
      @ForAll @IntRange int amount, @ForAll @IntRange(min = 1) int divisor) {
    Quantity quotient =
        new Quantity(BigDecimal.valueOf(amount), Quantity.Format.DECIMAL_SI)
            .divide(BigDecimal.valueOf(divisor));
    BigDecimal lost =
        BigDecimal.valueOf(amount)
            .subtract(quotient.amount().multiply(BigDecimal.valueOf(divisor)));
    assertThat(lost).isBetween(BigDecimal.ZERO, BigDecimal.valueOf(divisor, 3));
  }

  @ParameterizedTest
  @MethodSource
  void comparesVersions(Case row) {
    row.check();
  }

  static List<Case> comparesVersions() {
    return List.of(
        function("semver", "1.2.3-rc.1+build.5").gives("1.2.3-rc.1+build.5"),
        function("semver", "v1.2.3").fails(INVALID_ARGUMENT, "'v1.2.3' is not a semantic version"),
        function("semver", "v1.31", true).gives("1.31.0"),
        function("semver", "v01.02.003-rc.1", true).gives("1.2.3-rc.1"),
        function("semver", "1", true).gives("1.0.0"),
        function("semver", "v1.2", false).fails(INVALID_ARGUMENT, "semantic version"),
        function("semver", "vx", true).fails(INVALID_ARGUMENT, "'vx' is not a version"),
        method(semver("1.2.3"), "major").gives(1),
        method(semver("1.2.3"), "minor").gives(2),
        method(semver("1.2.3"), "patch").gives(3),
        method(semver("1.2.3-rc.1"), "preRelease").gives("rc.1"),
        method(semver("1.2.3"), "preRelease").gives(""),
        method(semver("1.2.3"), "compare", "1.2.3+other").gives(0),
        method(semver("1.9.0"), "isLessThan", "1.10.0").gives(true),
        method(semver("1.9.0"), "isGreaterThan", semver("1.10.0")).gives(false),
        method(semver("1.9.0"), "compare", 1).fails(TYPE_MISMATCH, "a semantic version, not 1"),
        method("1.9.0", "major").fails(TYPE_MISMATCH, "major is a method of semver"));
  }

  /** The order of rule 11 of the specification, with its own example. */
  @Test
  void ordersVersionsByPrecedence() {
    List<SemanticVersion> versions =
        List.of(
                "0.9.9",
                "1.0.0-0",
                "1.0.0-2",
                "1.0.0-10",
                "1.0.0-alpha",
                "1.0.0-alpha.1",
                "1.0.0-alpha.beta",
                "1.0.0-beta",
                "1.0.0-beta.2",
                "1.0.0-beta.11",
                "1.0.0-rc.1",
                "1.0.0",
                "1.0.1",
                "2.0.0",
                "2.1.0")
            .stream()
            .map(SemanticVersion::parse)
            .toList();
    for (int i = 0; i < versions.size(); i++) {
      for (int j = 0; j < versions.size(); j++) {
        assertThat(Integer.signum(versions.get(i).compareTo(versions.get(j))))
            .isEqualTo(Integer.compare(i, j));
        assertThat(versions.get(i).equals(versions.get(j))).isEqualTo(i == j);
      }
    }
  }

  /** From the list that the specification's own regular expression is tested with. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.4",
        "1.1.2-prerelease+meta",
        "1.1.2+meta-valid",
        "1.0.0-alpha0.valid",
        "1.0.0-alpha-a.b-c-x",
        "1.0.0-rc.1+build.1",
        "1.0.0-0A.is.legal",
        "1.0.0+0.build.1-rc.10000aaa-kk-0.1",
        "2.0.1-alpha.1227",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12",
        "1.2.3----R-S.12.9.1--.12+meta"
      })
  void readsValidVersions(String text) {
    assertThat(SemanticVersion.parse(text).text()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2",
        "1.2.3-0123",
        "1.2.3-0123.0123",
        "1.1.2+.123",
        "+invalid",
        "alpha",
        "01.1.1",
        "1.01.1",
        "1.2.3.DEV",
        "1.2-SNAPSHOT",
        "-1.0.3-gamma+b7718",
        "1.2.3-",
        "1.2.3+",
        "1.2.3-a..b",
        "1.2.3 ",
        "1.2.3-é",
        "99999999999999999999999.1.1"
      })
  void refusesInvalidVersions(String text) {
    function("semver", text).fails(INVALID_ARGUMENT, "is not a semantic version").check();
  }
}
