package run.trellis.expression.spel;

import java.util.List;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.Scope;
import run.trellis.expression.TestNames;
import run.trellis.expression.function.StandardLibrary;

/** The language with its library, and a scope with something of each kind. */
final class TestExpressions {

  static final SpelLanguage LANGUAGE = new SpelLanguage(StandardLibrary.create());

  static final Scope SCOPE = TestNames.SCOPE;

  static final Bindings BINDINGS = TestNames.BINDINGS;

  private TestExpressions() {}

  static Compiled compile(String source) {
    return LANGUAGE.compile(LANGUAGE.parse(source), SCOPE);
  }

  static List<ExpressionProblem> problems(String source) {
    return compile(source).problems();
  }

  static Evaluated evaluate(String source) {
    return evaluate(source, BINDINGS);
  }

  static Evaluated evaluate(String source, Bindings bindings) {
    return compile(source).evaluate(bindings, Budget.standard());
  }

  /** The outcome as tables write it. */
  static String outcome(String source) {
    List<ExpressionProblem> problems = problems(source);
    return problems.isEmpty()
        ? text(evaluate(source))
        : "problem " + problems.getFirst().code() + ": " + problems.getFirst().message();
  }

  static String text(Evaluated evaluated) {
    return TestNames.text(evaluated);
  }
}
