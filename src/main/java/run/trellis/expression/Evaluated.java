package run.trellis.expression;

import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;

/** What an evaluation came to. */
public sealed interface Evaluated {

  /** A value of the value model, deeply immutable. */
  record Value(@Nullable Object value) implements Evaluated {}

  /** The author asked to leave the field or list element out. */
  record Omitted() implements Evaluated {}

  /**
   * Reads something of an observed object that is not there yet.
   *
   * @param node head of the path
   * @param path what is missing below it, such as {@code status.availableReplicas}; empty if the
   *     object itself is
   */
  record Pending(String node, String path) implements Evaluated {

    /** For messages: {@code deployment.status.availableReplicas}. */
    public String missing() {
      return path.isEmpty() ? node : path.startsWith("[") ? node + path : node + "." + path;
    }
  }

  /** Cannot have a value: waiting does not help unless an input changes. */
  record Failed(Code code, String message, Span position) implements Evaluated {}

  /** Why an evaluation failed. */
  enum Code {
    TYPE_MISMATCH,
    NO_SUCH_FIELD,
    INDEX_OUT_OF_BOUNDS,
    OVERFLOW,
    DIVISION_BY_ZERO,
    INVALID_ARGUMENT,
    BUDGET_EXCEEDED,
    INVALID_EXPRESSION
  }
}
