package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;

/** One operation of a compiled expression. Immutable; its state while it runs is in the frame. */
interface Node {

  /**
   * The value.
   *
   * @throws run.trellis.expression.Stop if there is none
   * @throws run.trellis.expression.EvaluationException if the budget is exceeded
   */
  @Nullable Object evaluate(Frame frame);
}
