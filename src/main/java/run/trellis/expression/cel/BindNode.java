package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Stop;

/**
 * Gives a name to a value within a part of an expression. The value is computed when it is first
 * read, and once.
 */
record BindNode(int slot, Node result) implements Node {

  private enum Unset {
    VALUE
  }

  @Override
  public @Nullable Object evaluate(Frame frame) {
    frame.budget().step();
    frame.set(slot, Unset.VALUE);
    return result.evaluate(frame);
  }

  /** The name, where it is read. */
  record Bound(int slot, Node value) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      frame.budget().step();
      if (frame.get(slot) == Unset.VALUE) {
        frame.set(slot, computed(frame));
      }
      Object known = frame.get(slot);
      if (known instanceof Stop stop) {
        throw stop;
      }
      return known;
    }

    private @Nullable Object computed(Frame frame) {
      try {
        return value.evaluate(frame);
      } catch (Stop stop) {
        return LogicNodes.unlessExhausted(stop);
      }
    }
  }
}
