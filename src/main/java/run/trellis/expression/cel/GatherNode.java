package run.trellis.expression.cel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;

/**
 * Adds to what a macro gathers.
 *
 * @param parts what is gathered so far, and an element, a key and a value, or for a map a map
 */
record GatherNode(List<Node> parts, Place place) implements Node {

  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object gathered = parts.getFirst().evaluate(frame);
    Object first = parts.get(1).evaluate(frame);
    try {
      return switch (gathered) {
        case Gathered.OfList list -> list.append(first, frame.budget());
        case Gathered.OfMap map when parts.size() == 2 -> map.putAll(first, frame.budget());
        case Gathered.OfMap map -> map.put(first, parts.get(2).evaluate(frame), frame.budget());
        case null, default -> throw new IllegalStateException("nothing is gathered here");
      };
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }
}
