package run.trellis.expression.spel;

import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;
import run.trellis.expression.Values;

/** Operations on single values. */
final class Nodes {

  private Nodes() {}

  /** A value known when the expression was compiled. */
  record Constant(@Nullable Object value) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return value;
    }
  }

  /** {@code #this}. */
  record Element() implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      return frame.element();
    }
  }

  /** A name of the scope. */
  record Head(String name, boolean observed, boolean nullIfUnbound, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = frame.bindings().get(name);
      if (value != null || nullIfUnbound || frame.bindings().has(name)) {
        return value;
      }
      throw observed
          ? Stop.pending(name, "")
          : Stop.missing(Code.NO_SUCH_FIELD, "`" + name + "` has no value", place.span());
    }
  }

  /** What an operator makes of two values. */
  @FunctionalInterface
  interface Combination {
    Object of(@Nullable Object left, @Nullable Object right, Budget budget);
  }

  /** An operator that looks at both its operands. */
  record Combine(Combination combination, Node left, Node right, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object first = left.evaluate(frame);
      Object second = right.evaluate(frame);
      try {
        frame.budget().step();
        return combination.of(first, second, frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }

  /** A comparison by order. */
  record Compare(IntPredicate accepted, Node left, Node right, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object first = left.evaluate(frame);
      Object second = right.evaluate(frame);
      try {
        frame.budget().step();
        return accepted.test(Values.compare(first, second, frame.budget()));
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }

  /** A sign in front of a number. */
  record Sign(Combination combination, Node operand, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = operand.evaluate(frame);
      try {
        frame.budget().step();
        return combination.of(value, value, frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }

  /** A value that has to be true or false. */
  record Condition(Node value, Place place) {
    boolean holds(Frame frame) {
      Object answer = value.evaluate(frame);
      if (answer instanceof Boolean bool) {
        return bool;
      }
      throw place.stop(
          Code.TYPE_MISMATCH,
          place.operation() + " needs true or false, not " + Values.describe(answer));
    }
  }

  /** {@code and}: the right side is looked at only if the left holds. */
  record And(Condition left, Condition right) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().step();
      return left.holds(frame) && right.holds(frame);
    }
  }

  /** {@code or}: the right side is looked at only if the left does not hold. */
  record Or(Condition left, Condition right) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().step();
      return left.holds(frame) || right.holds(frame);
    }
  }

  record Not(Condition operand) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().step();
      return !operand.holds(frame);
    }
  }

  record Ternary(Condition condition, Node whenTrue, Node whenFalse) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.budget().step();
      return condition.holds(frame) ? whenTrue.evaluate(frame) : whenFalse.evaluate(frame);
    }
  }

  /** {@code ?:}: null or anything absent on the left gives way to the right. */
  record Elvis(Node value, Node otherwise) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.budget().step();
      Object present = presentValue(frame);
      return present != null ? present : otherwise.evaluate(frame);
    }

    private @Nullable Object presentValue(Frame frame) {
      try {
        return value.evaluate(frame);
      } catch (Stop stop) {
        if (stop.isAbsence()) {
          return null;
        }
        throw stop;
      }
    }
  }
}
