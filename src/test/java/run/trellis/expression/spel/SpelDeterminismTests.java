package run.trellis.expression.spel;

import org.junit.jupiter.api.parallel.Isolated;
import run.trellis.expression.DeterminismCases;

/** The same values give the same outcome and the same words, wherever and however often. */
@Isolated("changes the locale of the process")
class SpelDeterminismTests extends DeterminismCases {

  SpelDeterminismTests() {
    super(
        TestExpressions.LANGUAGE,
        TestExpressions.SCOPE,
        TestExpressions.BINDINGS,
        "spel-cases.txt");
  }

  @Override
  protected String outcome(String source) {
    return TestExpressions.outcome(source);
  }

  @Override
  protected void tellProblems() {
    SpelProblemTests problems = new SpelProblemTests();
    SpelProblemTests.cases().forEach(problems::tells);
  }
}
