package run.trellis.expression.spel;

import java.io.Serial;
import run.trellis.api.Span;
import run.trellis.expression.Evaluated;

/**
 * Ends an evaluation without a value. Never leaves this package: an Elvis operator takes absence as
 * an answer, everything else ends the evaluation.
 */
final class Stop extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final transient Evaluated outcome;
  private final boolean absence;

  private Stop(Evaluated outcome, boolean absence) {
    // Without a stack trace: it is control flow.
    super(null, null, false, false);
    this.outcome = outcome;
    this.absence = absence;
  }

  static Stop pending(String head, String path) {
    return new Stop(new Evaluated.Pending(head, path), true);
  }

  /** Something is not there that nobody will bring. */
  static Stop missing(Evaluated.Code code, String message, Span span) {
    return new Stop(new Evaluated.Failed(code, message, span), true);
  }

  static Stop failed(Evaluated.Code code, String message, Span span) {
    return new Stop(new Evaluated.Failed(code, message, span), false);
  }

  Evaluated outcome() {
    return outcome;
  }

  boolean isAbsence() {
    return absence;
  }
}
