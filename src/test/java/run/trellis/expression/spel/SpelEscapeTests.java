package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;

/** Attacks, none of which may even compile. */
class SpelEscapeTests {

  static List<CaseFile.Case> attacks() {
    return CaseFile.read("spel-escapes.txt");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void refuses(CaseFile.Case attack) {
    Compiled compiled = TestExpressions.compile(attack.expression());
    assertThat(compiled.problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.message())
                  .isNotBlank()
                  .doesNotContain("org.springframework", "Exception");
              assertThat(problem.span().offset()).isBetween(0, attack.expression().length());
              assertThat(problem.span().offset() + problem.span().length())
                  .isLessThanOrEqualTo(attack.expression().length());
            });
    assertThat(compiled.evaluate(TestExpressions.BINDINGS, Budget.standard()))
        .isInstanceOf(Evaluated.Failed.class);
  }

  /** A parser that drops what it cannot see would read another expression than the author. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "data\0.class",
        "data.class\0",
        "da\0ta",
        "1\0",
        "\0",
        "data.\u0007one",
        "1\u00a0+ 1"
      })
  void refusesInvisibleCharacters(String source) {
    assertThat(TestExpressions.problems(source)).isNotEmpty();
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }
}
