package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Omission;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;
import run.trellis.expression.function.LibraryFunction;

/**
 * A call of a library function.
 *
 * @param receiver what a method is called on; null for a function
 */
record CallNode(
    LibraryFunction function, @Nullable Receiver receiver, List<Node> arguments, Place place)
    implements Node {

  /**
   * What a method is called on.
   *
   * @param origin where it comes from, if it is part of something named
   * @param structural whether the method reads a part of it, so that a part out of bounds is absent
   */
  record Receiver(Node value, boolean nullSafe, @Nullable Origin origin, boolean structural) {

    boolean isObserved() {
      return origin != null && origin.observed();
    }

    Stop pending() {
      return origin == null
          ? Stop.pending("", "")
          : Stop.pending(origin.head(), (structural ? origin.element() : origin).text());
    }
  }

  @Override
  public @Nullable Object evaluate(Frame frame) {
    List<@Nullable Object> values = new ArrayList<>(arguments.size() + 1);
    if (receiver != null) {
      Object value = receiver.value().evaluate(frame);
      if (value == null) {
        return onNull(receiver);
      }
      values.add(value);
    }
    for (Node argument : arguments) {
      values.add(argument.evaluate(frame));
    }
    return call(values, frame);
  }

  private @Nullable Object onNull(Receiver target) {
    if (target.nullSafe()) {
      return null;
    }
    if (target.origin() != null && target.origin().observed()) {
      throw Stop.pending(target.origin().head(), target.origin().text());
    }
    throw Stop.missing(
        Code.TYPE_MISMATCH,
        place.operation() + " cannot be called on null; `?." + function.name() + "(…)` gives null",
        place.span());
  }

  private @Nullable Object call(List<@Nullable Object> values, Frame frame) {
    for (Object value : values) {
      if (value == Omission.VALUE) {
        throw place.stop(Code.TYPE_MISMATCH, place.operation() + " cannot take omit()");
      }
    }
    try {
      frame.budget().step();
      return function.call(Collections.unmodifiableList(values), frame.budget());
    } catch (EvaluationException e) {
      if (e.code() == Code.INDEX_OUT_OF_BOUNDS
          && receiver != null
          && receiver.structural()
          && receiver.isObserved()) {
        throw receiver.pending();
      }
      throw place.stop(e);
    }
  }
}
