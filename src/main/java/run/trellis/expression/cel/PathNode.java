package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;
import run.trellis.schema.SchemaType;

/**
 * Reads a name of the scope and constant fields one after another: what most of all expressions do
 * and nothing else.
 */
final class PathNode implements Node {

  private final String head;
  private final boolean observed;
  private final Step[] steps;
  private final SchemaType type;

  /** Of the whole path. */
  private final Origin origin;

  private final Place place;

  /**
   * One field.
   *
   * @param nullIsAbsent whether null is no value of the field
   */
  record Step(String field, boolean nullIsAbsent, Place place) {}

  PathNode(
      String head,
      boolean observed,
      List<Step> steps,
      SchemaType type,
      Origin origin,
      Place place) {
    this.head = head;
    this.observed = observed;
    this.steps = steps.toArray(Step[]::new);
    this.type = type;
    this.origin = origin;
    this.place = place;
  }

  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object value = frame.bindings().get(head);
    if (value == null && !frame.bindings().has(head)) {
      throw notBound();
    }
    for (Step step : steps) {
      frame.budget().step();
      value = read(value, step);
    }
    return Reading.of(value, type, origin, place, frame.budget());
  }

  private @Nullable Object read(@Nullable Object target, Step step) {
    if (target instanceof Map<?, ?> map) {
      Object value = map.get(step.field());
      if (value != null || (!step.nullIsAbsent() && map.containsKey(step.field()))) {
        return value;
      }
      throw missing(step, map);
    }
    if (target instanceof List<?>) {
      throw step.place().stop(Reading.noFieldOfList(step.field()));
    }
    throw missing(step, Map.of());
  }

  private Stop notBound() {
    return observed
        ? Stop.pending(head, "")
        : place.missing(Code.NO_SUCH_FIELD, "`" + head + "` has no value");
  }

  private Stop missing(Step step, Map<?, ?> target) {
    return origin.missing(
        Code.NO_SUCH_FIELD,
        "no such key: "
            + step.field()
            + NearestName.nearest(
                    step.field(), target.keySet().stream().map(String::valueOf).toList())
                .map(near -> ", but " + near)
                .orElse(""),
        step.place());
  }
}
