package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * Goes through a list, or through a map in the order of its keys, and gathers a value on the way:
 * what macros such as {@code map} and {@code all} come to.
 *
 * @param patient whether a step without a value may be made up for by a later one, as a later false
 *     decides {@code all}
 */
record FoldNode(Range range, Accumulator accumulator, Node result, boolean patient)
    implements Node {

  /**
   * What is gone through.
   *
   * @param first slot of the element or key, or, if there is a second, of the index or key
   * @param second slot of the element or value; -1 if there is none
   */
  record Range(Node node, int first, int second, Place place) {}

  /** What is gathered, and while which condition holds. */
  record Accumulator(int slot, Node initial, Node condition, Node step) {}

  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object elements = range.node().evaluate(frame);
    frame.set(accumulator.slot(), accumulator.initial().evaluate(frame));
    switch (elements) {
      case List<?> list -> goThrough(list, frame);
      case Map<?, ?> map -> goThrough(map, frame);
      case null, default ->
          throw range
              .place()
              .stop(
                  Failures.mismatch(
                      range.place().operation()
                          + " needs a list or a map, not "
                          + range.place().show(elements)));
    }
    return sealed(result.evaluate(frame));
  }

  private void goThrough(List<?> list, Frame frame) {
    for (int i = 0; i < list.size(); i++) {
      Object element = element(list, i, frame.budget());
      if (!step(range.second() < 0 ? element : (Object) (long) i, element, frame)) {
        return;
      }
    }
  }

  private @Nullable Object element(List<?> list, int index, Budget budget) {
    try {
      return Reading.counted(list.get(index), budget);
    } catch (EvaluationException e) {
      throw range.place().stop(e);
    }
  }

  private void goThrough(Map<?, ?> map, Frame frame) {
    for (Object key : Keys.sorted(map, frame.budget())) {
      if (!step(key, range.second() < 0 ? null : value(map, key, frame.budget()), frame)) {
        return;
      }
    }
  }

  private @Nullable Object value(Map<?, ?> map, Object key, Budget budget) {
    try {
      return Reading.counted(map.get(key), budget);
    } catch (EvaluationException e) {
      throw range.place().stop(e);
    }
  }

  private boolean step(@Nullable Object first, @Nullable Object second, Frame frame) {
    frame.budget().step();
    frame.set(range.first(), first);
    if (range.second() >= 0) {
      frame.set(range.second(), second);
    }
    if (!Boolean.TRUE.equals(accumulator.condition().evaluate(frame))) {
      return false;
    }
    frame.set(accumulator.slot(), next(frame));
    return true;
  }

  private @Nullable Object next(Frame frame) {
    try {
      return accumulator.step().evaluate(frame);
    } catch (Stop stop) {
      if (patient) {
        return LogicNodes.unlessExhausted(stop);
      }
      throw stop;
    }
  }

  /** What was gathered is complete: nobody changes it any more. */
  private static @Nullable Object sealed(@Nullable Object gathered) {
    return switch (gathered) {
      case Gathered whole -> whole.sealed();
      case null, default -> gathered;
    };
  }
}
