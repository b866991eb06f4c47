package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/** The simplest operations. */
final class Nodes {

  private Nodes() {}

  /** A literal. */
  record Constant(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return value;
    }
  }

  /** A variable of a macro, which may hold what stopped its computation. */
  record Variable(int slot) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.budget().step();
      Object value = frame.get(slot);
      if (value instanceof Stop stop) {
        throw stop;
      }
      return value;
    }
  }

  /** Computes a value from one other. */
  @FunctionalInterface
  interface Operation {
    @Nullable Object apply(@Nullable Object operand, Budget budget);
  }

  /** An operation on one value. */
  record Unary(Operation operation, Node operand, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = operand.evaluate(frame);
      frame.budget().step();
      try {
        return operation.apply(value, frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }

  /** Computes a value from two others. */
  @FunctionalInterface
  interface Combination {
    @Nullable Object apply(@Nullable Object left, @Nullable Object right, Budget budget);
  }

  /** An operation on two values. */
  record Binary(Combination combination, Node left, Node right, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object first = left.evaluate(frame);
      Object second = right.evaluate(frame);
      frame.budget().step();
      try {
        return combination.apply(first, second, frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }
}
