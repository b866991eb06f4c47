package run.trellis.expression.cel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.Span;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionProblem;

/** What is found before anything is evaluated, all of it at once, with its place and a way out. */
class CelProblemTests {

  static List<CaseFile.Case> cases() {
    return CaseFile.read("cel-problems.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells(CaseFile.Case example) {
    Compiled compiled = TestCel.compile(example.expression());
    String found =
        compiled.problems().isEmpty()
            ? "fine, " + compiled.resultType().display()
            : compiled.problems().stream()
                .map(problem -> text(problem, example.expression()))
                .collect(Collectors.joining("; "));
    assertThat(found).isEqualTo(example.expected());
    if (!compiled.problems().isEmpty()) {
      assertThat(compiled.evaluate(TestCel.BINDINGS, Budget.standard()))
          .isInstanceOf(Evaluated.Failed.class);
    }
  }

  private static String text(ExpressionProblem problem, String source) {
    Span span = problem.span();
    String part = source.substring(span.offset(), span.offset() + span.length());
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    return problem.code() + " [" + part + "] " + problem.message() + hint;
  }
}
