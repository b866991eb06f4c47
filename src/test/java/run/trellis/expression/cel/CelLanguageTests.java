package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.Span;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Evaluated;

/**
 * What expressions come to. The cases of functions were held against kro 0.9.4, whose answers they
 * are, but where a heading says otherwise.
 */
class CelLanguageTests {

  static List<CaseFile.Case> cases() {
    return CaseFile.read("cel-cases.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void comesTo(CaseFile.Case example) {
    assertThat(TestCel.outcome(example.expression())).isEqualTo(example.expected());
  }

  @Test
  void aFailureNamesItsPlace() {
    assertThat(TestCel.evaluate("1 + (2 - data.list[0]) / 0"))
        .isEqualTo(
            new Evaluated.Failed(
                Evaluated.Code.DIVISION_BY_ZERO, "-1 / 0 divides by zero", new Span(23, 1)));
  }

  @Test
  void placesCountCharactersAndNotCodePoints() {
    assertThat(TestCel.problems("'𝒳' + nope"))
        .singleElement()
        .satisfies(problem -> assertThat(problem.span()).isEqualTo(new Span(7, 4)));
  }
}
