package run.trellis.expression;

import java.io.Serial;

/**
 * Ends an evaluation from within. Crosses only closures and library functions; {@link
 * Compiled#evaluate} turns it into {@link Evaluated.Failed}.
 */
public final class EvaluationException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  private final Evaluated.Code code;

  /** Without a stack trace: it is control flow, and its place is that of the expression. */
  public EvaluationException(Evaluated.Code code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public Evaluated.Code code() {
    return code;
  }

  /** The message; never {@code null}. */
  @Override
  public String getMessage() {
    return String.valueOf(super.getMessage());
  }
}
