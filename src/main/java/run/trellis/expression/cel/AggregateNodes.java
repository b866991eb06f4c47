package run.trellis.expression.cel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;

/** Lists and maps as they are written down. */
final class AggregateNodes {

  private AggregateNodes() {}

  /**
   * A part of a list or map.
   *
   * @param optional whether it is an optional value, left out where there is none
   */
  record Part(Node value, boolean optional) {

    private boolean isAbsent(@Nullable Object evaluated, Place place) {
      if (optional && !(evaluated instanceof OptionalValue)) {
        throw place.stop(
            Failures.mismatch("`?` needs an optional value, not " + place.show(evaluated)));
      }
      return optional && evaluated instanceof OptionalValue given && !given.isPresent();
    }

    private @Nullable Object content(@Nullable Object evaluated) {
      return optional && evaluated instanceof OptionalValue given ? given.value() : evaluated;
    }
  }

  /** {@code [a, ?b]}. */
  record ListNode(List<Part> parts, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().elements(parts.size());
      List<@Nullable Object> list = new ArrayList<>(parts.size());
      for (Part part : parts) {
        Object value = part.value().evaluate(frame);
        if (!part.isAbsent(value, place)) {
          list.add(part.content(value));
        }
      }
      return Collections.unmodifiableList(list);
    }
  }

  /** One entry of a map. */
  record EntryNode(Node key, Part value) {}

  /** <code>{a: b, ?c: d}</code>. Of equal keys the last counts. */
  record MapNode(List<EntryNode> entries, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      frame.budget().elements(entries.size());
      Map<Object, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(entries.size());
      for (EntryNode entry : entries) {
        Object key = key(entry.key().evaluate(frame));
        Object value = entry.value().value().evaluate(frame);
        if (!entry.value().isAbsent(value, place)) {
          map.put(key, entry.value().content(value));
        }
      }
      return Collections.unmodifiableMap(map);
    }

    private Object key(@Nullable Object value) {
      try {
        return Keys.of(value);
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }
}
