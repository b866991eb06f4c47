package run.trellis.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.expression.Evaluated.Code;

class ValuesTests {

  private static boolean equal(Object left, Object right) {
    return Values.equal(left, right, Budget.standard());
  }

  private static int compare(Object left, Object right) {
    return Integer.signum(Values.compare(left, right, Budget.standard()));
  }

  @Test
  void numbersAreEqualByValue() {
    assertThat(equal(1L, 1.0)).isTrue();
    assertThat(equal(0L, -0.0)).isTrue();
    assertThat(equal(Long.MAX_VALUE, (double) Long.MAX_VALUE)).isFalse();
    assertThat(equal(Long.MIN_VALUE, (double) Long.MIN_VALUE)).isTrue();
    assertThat(equal(9_007_199_254_740_993L, 9_007_199_254_740_992.0)).isFalse();
    assertThat(equal(1L, "1")).isFalse();
    assertThat(equal(true, "true")).isFalse();
  }

  @Test
  void listsAndMapsAreEqualByContent() {
    Map<String, Object> forward = new LinkedHashMap<>();
    forward.put("a", 1L);
    forward.put("b", List.of(2L));
    Map<String, Object> backward = new LinkedHashMap<>();
    backward.put("b", List.of(2.0));
    backward.put("a", 1.0);
    assertThat(equal(forward, backward)).isTrue();
    assertThat(equal(List.of(1L, 2L), List.of(2L, 1L))).isFalse();
    assertThat(equal(List.of(), Map.of())).isFalse();
    assertThat(equal(Collections.singletonMap("a", null), Map.of())).isFalse();
    assertThat(equal(Collections.singletonMap("a", null), Collections.singletonMap("b", null)))
        .isFalse();
  }

  @Test
  void numbersAndTextHaveAnOrder() {
    assertThat(compare(1L, 1.5)).isEqualTo(-1);
    assertThat(compare(1.5, 1L)).isEqualTo(1);
    assertThat(compare(Long.MAX_VALUE, 0x1p63)).isEqualTo(-1);
    assertThat(compare(Long.MIN_VALUE, -0x1p63)).isZero();
    assertThat(compare(Long.MIN_VALUE, -1e300)).isEqualTo(1);
    assertThat(compare(-1L, -1.5)).isEqualTo(1);
    assertThat(compare("a", "b")).isEqualTo(-1);
    assertThat(compare("ab", "a")).isEqualTo(1);
    assertThat(compare("\uffff", "\ud83d\ude00")).isEqualTo(-1);
  }

  @Test
  void nothingElseHasAnOrder() {
    for (Object value : Arrays.asList(true, List.of(), Map.of(), null)) {
      EvaluationException failure =
          catchThrowableOfType(
              EvaluationException.class, () -> Values.compare(value, value, Budget.standard()));
      assertThat(failure.code()).isEqualTo(Code.TYPE_MISMATCH);
    }
  }

  @Test
  void onlyBooleansAreTrueOrFalse() {
    assertThat(Values.truth(true)).isTrue();
    assertThat(Values.truth(false)).isFalse();
    for (Object value : Arrays.asList(1L, "true", List.of(), null)) {
      assertThat(catchThrowableOfType(EvaluationException.class, () -> Values.truth(value)))
          .hasMessage("needs true or false, not " + Values.describe(value));
    }
  }

  @Test
  void messagesShowValuesOnOneShortLine() {
    assertThat(Values.describe("a\nb\u0000c")).isEqualTo("'a b c'");
    assertThat(Values.describe("x".repeat(40))).isEqualTo("'" + "x".repeat(40) + "'");
    assertThat(Values.describe("x".repeat(41))).isEqualTo("'" + "x".repeat(40) + "…'");
    assertThat(Values.describe("\ud83d\ude00".repeat(50)))
        .isEqualTo("'" + "\ud83d\ude00".repeat(40) + "…'");
    assertThat(Values.describe(List.of(1L, 2L))).isEqualTo("a list of 2");
    assertThat(Values.describe(Map.of("a", 1L))).isEqualTo("an object with 1 field");
    assertThat(Values.describe(null)).isEqualTo("null");
    assertThat(Values.describe(Omission.VALUE)).isEqualTo("omit()");
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, 3",
    "-3.0, -3",
    "0.5, 0.5",
    "-0.0, 0",
    "0.1, 0.1",
    "1e20, 100000000000000000000",
    "1e21, 1e+21",
    "1.25e22, 1.25e+22",
    "-1e300, -1e+300",
    "0.000001, 0.000001",
    "1e-7, 1e-7",
    "1.5e-10, 1.5e-10",
    "123456789.125, 123456789.125"
  })
  void numbersReadAsInJson(double number, String text) {
    assertThat(ScalarText.of(number)).isEqualTo(text);
  }

  @Test
  void onlyScalarsAreText() {
    assertThat(ScalarText.of("a")).isEqualTo("a");
    assertThat(ScalarText.of(true)).isEqualTo("true");
    assertThat(ScalarText.of(Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
    for (Object value : Arrays.asList(List.of(), Map.of(), null, Omission.VALUE)) {
      assertThat(catchThrowableOfType(EvaluationException.class, () -> ScalarText.of(value)))
          .hasMessage("cannot be written as text: " + Values.describe(value));
    }
  }

  private record Temperature(String text) implements OpaqueValue {
    @Override
    public String typeName() {
      return "temperature";
    }
  }

  @Test
  void opaqueValuesLeaveAsText() {
    Temperature mild = new Temperature("20C");
    assertThat(LeavingValues.of(mild, Budget.standard())).isEqualTo("20C");
    assertThat(LeavingValues.of(List.of(1L, Map.of("t", mild)), Budget.standard()))
        .isEqualTo(List.of(1L, Map.of("t", "20C")));
  }

  @Test
  void whatIsFitLeavesAsItIs() {
    Object value = List.of(Map.of("a", List.of(1L, 2.0, "x", true)));
    assertThat(LeavingValues.of(value, Budget.standard())).isSameAs(value);
  }

  @Test
  void omissionsVanish() {
    assertThat(
            LeavingValues.of(
                List.of(1L, Omission.VALUE, Map.of("a", Omission.VALUE)), Budget.standard()))
        .isEqualTo(List.of(1L, Map.of()));
  }

  @Test
  void noNumberWithoutAFiniteValueLeaves() {
    for (double number : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThat(
              catchThrowableOfType(
                  EvaluationException.class,
                  () -> LeavingValues.of(List.of(number), Budget.standard())))
          .hasMessage("the result is not a finite number");
    }
  }
}
