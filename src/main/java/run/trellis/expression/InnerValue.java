package run.trellis.expression;

import org.jspecify.annotations.Nullable;

/** A value that exists only within an evaluation. */
public interface InnerValue {

  /**
   * What takes its place outside: a value of the value model, which may hold further inner values.
   *
   * @throws EvaluationException if it has no place outside
   */
  @Nullable Object outside();
}
