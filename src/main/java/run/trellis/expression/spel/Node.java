package run.trellis.expression.spel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Stop;

/** One operation of a compiled expression. Immutable; its state while it runs is in the frame. */
interface Node {

  /**
   * The value.
   *
   * @throws Stop if there is none
   * @throws run.trellis.expression.EvaluationException if the budget is exceeded
   */
  @Nullable Object evaluate(Frame frame);
}
