package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * Conditions. {@code &&} and {@code ||} take either side for an answer: where one decides, it does
 * not matter that the other has no value. What exceeds the budget ends the evaluation all the same.
 */
final class LogicNodes {

  private LogicNodes() {}

  private static boolean truth(@Nullable Object value, Place place) {
    if (value instanceof Boolean bool) {
      return bool;
    }
    throw place.stop(
        Failures.mismatch(place.operation() + " needs true or false, not " + place.show(value)));
  }

  /** What stopped an operation, for an operation that may do without it. */
  static Stop unlessExhausted(Stop stop) {
    if (stop.isExhaustion()) {
      throw stop;
    }
    return stop;
  }

  /**
   * {@code &&} or {@code ||}.
   *
   * @param deciding the value that decides from either side
   */
  record Junction(boolean deciding, Node left, Node right, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().step();
      boolean first;
      try {
        first = truth(left.evaluate(frame), place);
      } catch (Stop stop) {
        return rightDespite(unlessExhausted(stop), frame);
      }
      return first == deciding ? deciding : truth(right.evaluate(frame), place);
    }

    private Object rightDespite(Stop stop, Frame frame) {
      boolean second;
      try {
        second = truth(right.evaluate(frame), place);
      } catch (Stop another) {
        unlessExhausted(another);
        throw stop;
      }
      if (second == deciding) {
        return deciding;
      }
      throw stop;
    }
  }

  /** Whether a condition is not known to be false: it is true, or has no value. */
  record NotFalse(Node condition) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().step();
      try {
        return !Boolean.FALSE.equals(condition.evaluate(frame));
      } catch (Stop stop) {
        unlessExhausted(stop);
        return true;
      }
    }
  }

  /** {@code ? :}. */
  record Conditional(Node condition, Node whenTrue, Node whenFalse, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.budget().step();
      return truth(condition.evaluate(frame), place)
          ? whenTrue.evaluate(frame)
          : whenFalse.evaluate(frame);
    }
  }
}
