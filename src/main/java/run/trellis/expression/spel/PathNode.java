package run.trellis.expression.spel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * Reads fields and elements one after another. Decides what absence is: null where a step is
 * null-safe, waiting where the value is live state, a failure elsewhere.
 */
final class PathNode implements Node {

  /** How much absence is a value. */
  enum Absence {
    /** None. */
    WRONG,
    /** That of what the last step reads: a null-safe step follows. */
    NULL_AT_END,
    /** All: an Elvis operator follows. */
    NULL
  }

  private final Node target;
  private final Step[] steps;

  /** Where the target comes from, if it is part of something named. */
  private final @Nullable Origin origin;

  private final Absence absence;

  PathNode(Node target, List<Step> steps, @Nullable Origin origin, Absence absence) {
    this.target = target;
    this.steps = steps.toArray(Step[]::new);
    this.origin = origin;
    this.absence = absence;
  }

  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object value = target.evaluate(frame);
    for (int i = 0; i < steps.length; i++) {
      frame.budget().step();
      Step step = steps[i];
      Object next = value == null ? Step.Absent.VALUE : step.read(value, frame);
      if (next != Step.Absent.VALUE) {
        value = next;
      } else if (absence == Absence.NULL) {
        return null;
      } else if (step.nullSafe() || (value != null && isGuardedBehind(i))) {
        value = null;
      } else {
        throw missing(i, value, frame);
      }
    }
    return value;
  }

  private boolean isGuardedBehind(int index) {
    return index + 1 < steps.length ? steps[index + 1].nullSafe() : absence == Absence.NULL_AT_END;
  }

  private Stop missing(int at, @Nullable Object target, Frame frame) {
    if (origin != null && origin.observed()) {
      return Stop.pending(origin.head(), pathThrough(origin, steps.length, at, frame).text());
    }
    Step step = steps[at];
    String name = step.text(frame);
    String of =
        origin == null ? step.place().show(target) : pathThrough(origin, at, at, frame).qualified();
    String what = target == null && origin != null ? of + " is null and" : of;
    if (target instanceof List<?> list) {
      return Stop.missing(
          Code.INDEX_OUT_OF_BOUNDS,
          what + " has no element " + name + ": it has " + list.size(),
          step.place().span());
    }
    return Stop.missing(
        Code.NO_SUCH_FIELD,
        what
            + " has no field `"
            + (name.startsWith(".") ? name.substring(1) : name)
            + "`"
            + nearest(step, target),
        step.place().span());
  }

  /**
   * Steps behind the one that is missing were not taken, so their computed indexes are not known.
   */
  private Origin pathThrough(Origin from, int end, int taken, Frame frame) {
    Origin path = from;
    for (int i = 0; i < end; i++) {
      path =
          path.then(
              i <= taken || !(steps[i] instanceof Step.Computed)
                  ? steps[i].text(frame)
                  : Origin.ANY);
    }
    return path;
  }

  private static String nearest(Step step, @Nullable Object target) {
    if (step.place().secretOf() != null
        || !(step instanceof Step.Field(String name, boolean nullSafe, Place place))
        || !(target instanceof Map<?, ?> map)) {
      return "";
    }
    return NearestName.nearest(name, map.keySet().stream().map(String::valueOf).toList())
        .map(near -> ", but `" + near + "`")
        .orElse("");
  }
}
