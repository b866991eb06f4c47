package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;

/** Attacks, none of which may even compile. */
class CelEscapeTests {

  static List<CaseFile.Case> attacks() {
    return CaseFile.read("cel-escapes.txt");
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void refuses(CaseFile.Case attack) {
    Compiled compiled = TestCel.compile(attack.expression());
    assertThat(compiled.problems())
        .isNotEmpty()
        .allSatisfy(
            problem -> {
              assertThat(problem.message()).isNotBlank().doesNotContain("Exception", "dev.cel");
              assertThat(problem.span().offset()).isBetween(0, attack.expression().length());
              assertThat(problem.span().offset() + problem.span().length())
                  .isLessThanOrEqualTo(attack.expression().length());
            });
    assertThat(compiled.evaluate(TestCel.BINDINGS, Budget.standard()))
        .isInstanceOf(Evaluated.Failed.class);
  }

  @Test
  void theCorpusIsLarge() {
    assertThat(attacks()).hasSizeGreaterThanOrEqualTo(300).doesNotHaveDuplicates();
  }
}
