package run.trellis.expression.cel;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;

/**
 * A call of a function.
 *
 * @param overloads those that the type checker found to fit; the first that takes the values is
 *     called
 */
record CallNode(String name, List<Overload> overloads, List<Node> arguments, Place place)
    implements Node {

  /** Characters of text arguments that count as one step: most functions read them once. */
  private static final int CHARACTERS_PER_STEP = 64;

  @Override
  public @Nullable Object evaluate(Frame frame) {
    @Nullable Object[] values = new @Nullable Object[arguments.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = arguments.get(i).evaluate(frame);
    }
    try {
      return call(values, frame.budget());
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }

  private @Nullable Object call(@Nullable Object[] values, Budget budget) {
    budget.steps(1 + characters(values) / CHARACTERS_PER_STEP);
    for (Overload overload : overloads) {
      if (overload.takes(values)) {
        return overload.body().apply(new Arguments(values, budget));
      }
    }
    throw Failures.noOverload(name, Arrays.asList(values));
  }

  private static long characters(@Nullable Object[] values) {
    long characters = 0;
    for (Object value : values) {
      characters +=
          value instanceof String text
              ? text.length()
              : value instanceof Bytes bytes ? bytes.size() : 0;
    }
    return characters;
  }
}
