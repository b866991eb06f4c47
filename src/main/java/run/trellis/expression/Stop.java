package run.trellis.expression;

import java.io.Serial;
import run.trellis.api.Span;

/**
 * Ends an evaluation without a value. Never leaves a language: an operator may take absence as an
 * answer, everything else ends the evaluation at the {@link EvaluationBoundary}.
 */
public final class Stop extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Evaluated outcome;
  private final boolean absence;

  private Stop(Evaluated outcome, boolean absence) {
    // Without a stack trace: it is control flow.
    super(null, null, false, false);
    this.outcome = outcome;
    this.absence = absence;
  }

  /** Live state lacks something that may still come. */
  public static Stop pending(String head, String path) {
    return new Stop(new Evaluated.Pending(head, path), true);
  }

  /** Something is not there that nobody will bring. */
  public static Stop missing(Evaluated.Code code, String message, Span span) {
    return new Stop(new Evaluated.Failed(code, message, span), true);
  }

  /** There is no value, whatever comes. */
  public static Stop failed(Evaluated.Code code, String message, Span span) {
    return new Stop(new Evaluated.Failed(code, message, span), false);
  }

  /** What the whole evaluation comes to, if nothing takes this for an answer. */
  public Evaluated outcome() {
    return outcome;
  }

  /** Whether the budget is exceeded, so that nothing else may make up for it. */
  public boolean isExhaustion() {
    return outcome instanceof Evaluated.Failed failed
        && failed.code() == Evaluated.Code.BUDGET_EXCEEDED;
  }

  /** Whether something is not there, rather than wrong. */
  public boolean isAbsence() {
    return absence;
  }
}
