package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;

/** Attempts to reach the Java platform from an expression: each is refused when it is compiled. */
class SpelEscapeTests {

  static List<CaseFile.Case> attacks() {
    return CaseFile.read("spel-escapes.txt");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void isAProblemAndNeverEvaluates(CaseFile.Case attack) {
    Compiled compiled = TestExpressions.compile(attack.expression());

    assertThat(compiled.problems()).isNotEmpty();
    assertThat(compiled.problems())
        .allSatisfy(problem -> assertThat(problem.message()).isNotBlank());
    // Whoever evaluates it in spite of its problems gets nothing from it either.
    assertThat(compiled.evaluate(TestExpressions.BINDINGS, Budget.standard()))
        .isInstanceOf(Evaluated.Failed.class);
  }

  @Test
  void theCorpusIsWhole() {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(300);
  }
}
