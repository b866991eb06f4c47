package run.trellis.expression.spel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.Span;
import run.trellis.expression.Budget;
import run.trellis.expression.CaseFile;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionProblem;

/** What is found before anything is evaluated, all of it at once, with its place and a way out. */
class SpelProblemTests {

  static List<CaseFile.Case> cases() {
    return CaseFile.read("spel-problems.txt");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void tells(CaseFile.Case example) {
    Compiled compiled = TestExpressions.compile(example.expression());
    String found =
        compiled.problems().isEmpty()
            ? "fine, " + compiled.resultType().display()
            : compiled.problems().stream()
                .map(problem -> text(problem, example.expression()))
                .collect(Collectors.joining("; "));
    assertThat(found).isEqualTo(example.expected());
  }

  private static String text(ExpressionProblem problem, String source) {
    Span span = problem.span();
    String part = source.substring(span.offset(), span.offset() + span.length());
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    return problem.code() + " [" + part + "] " + problem.message() + hint;
  }

  @Test
  void anInvalidExpressionFailsWhenItIsEvaluated() {
    Compiled compiled = TestExpressions.compile("1 + nope");
    assertThat(compiled.evaluate(TestExpressions.BINDINGS, Budget.standard()))
        .isEqualTo(
            new Evaluated.Failed(
                Evaluated.Code.INVALID_EXPRESSION, "there is no `nope`", new Span(4, 4)));
  }

  @Test
  void aFailureNamesItsPlace() {
    assertThat(TestExpressions.evaluate("1 + (2 - data.text) * 3"))
        .isEqualTo(
            new Evaluated.Failed(
                Evaluated.Code.TYPE_MISMATCH,
                "`-` does not work on 2 and 'abc'",
                new Span(5, "2 - data.text".length())));
  }
}
