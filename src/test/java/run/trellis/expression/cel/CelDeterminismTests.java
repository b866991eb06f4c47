package run.trellis.expression.cel;

import org.junit.jupiter.api.parallel.Isolated;
import run.trellis.expression.DeterminismCases;

/** The same values give the same outcome and the same words, wherever and however often. */
@Isolated("changes the locale of the process")
class CelDeterminismTests extends DeterminismCases {

  CelDeterminismTests() {
    super(TestCel.LANGUAGE, TestCel.SCOPE, TestCel.BINDINGS, "cel-cases.txt");
  }

  @Override
  protected String outcome(String source) {
    return TestCel.outcome(source);
  }

  @Override
  protected void tellProblems() {
    CelProblemTests problems = new CelProblemTests();
    CelProblemTests.cases().forEach(problems::tells);
  }
}
