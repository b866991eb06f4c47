package run.trellis.expression;

import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;
import run.trellis.expression.Evaluated.Code;

/**
 * An operation's place in the source, and what its failures may say.
 *
 * @param operation as messages name it, such as {@code `+`}
 * @param secretOf a sensitive name that operands may come from; their values then stay out of
 *     messages
 */
public record Place(Span span, String operation, @Nullable String secretOf) {

  /** Adds the place to a failure of the shared semantics or the library. */
  public Stop stop(EvaluationException failure) {
    return stop(failure.code(), failure.getMessage());
  }

  /** A failure here, which keeps the values of sensitive operands to itself. */
  public Stop stop(Code code, String message) {
    boolean silent = secretOf != null && code != Code.BUDGET_EXCEEDED;
    return Stop.failed(code, silent ? silence() : message, span);
  }

  /** Something is not there, which nobody will bring. */
  public Stop missing(Code code, String message) {
    return Stop.missing(code, secretOf == null ? message : silence(), span);
  }

  private String silence() {
    return operation + " fails on a value from " + secretOf;
  }

  /** The value as a message may show it. */
  public String show(@Nullable Object value) {
    return secretOf == null ? Values.describe(value) : "a value from " + secretOf;
  }
}
