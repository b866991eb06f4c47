package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Omission;
import run.trellis.expression.Place;
import run.trellis.expression.ScalarText;

/** Operations that make or go through lists and maps. */
final class CollectionNodes {

  private CollectionNodes() {}

  /** {@code {1, 2}}; what is omitted is left out. */
  record InlineList(List<Node> elements, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      announce(elements.size(), frame, place);
      List<@Nullable Object> list = new ArrayList<>(elements.size());
      for (Node element : elements) {
        addUnlessOmitted(list, element.evaluate(frame));
      }
      return Collections.unmodifiableList(list);
    }
  }

  /** {@code {key: value}}; what is omitted is left out. */
  record InlineMap(List<Node> keys, List<Node> values, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      announce(keys.size(), frame, place);
      Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(keys.size());
      for (int i = 0; i < keys.size(); i++) {
        Object key = keys.get(i).evaluate(frame);
        Object value = values.get(i).evaluate(frame);
        if (value != Omission.VALUE) {
          map.put(key(key), value);
        }
      }
      return Collections.unmodifiableMap(map);
    }

    private String key(@Nullable Object key) {
      try {
        return ScalarText.of(key);
      } catch (EvaluationException e) {
        throw place.stop(Code.TYPE_MISMATCH, "a key has to be text, not " + place.show(key));
      }
    }
  }

  /** {@code .![ ]}. Of a map, its entries are projected. */
  record Projection(Sequence sequence, Node body, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object collection = sequence.evaluate(frame);
      if (collection == null) {
        return null;
      }
      int size = Sequence.size(collection);
      announce(size, frame, place);
      List<@Nullable Object> list = new ArrayList<>(size);
      for (Object element : Sequence.elements(collection)) {
        addUnlessOmitted(list, body.evaluate(frame.within(element)));
      }
      return Collections.unmodifiableList(list);
    }
  }

  /** {@code .?[ ]}: the elements, or the entries of a map, for which the criterion holds. */
  record Selection(Sequence sequence, Nodes.Condition criterion, Place place) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object collection = sequence.evaluate(frame);
      if (collection == null) {
        return null;
      }
      announce(Sequence.size(collection), frame, place);
      List<@Nullable Object> selected = new ArrayList<>();
      for (Object element : Sequence.elements(collection)) {
        if (criterion.holds(frame.within(element))) {
          selected.add(element);
        }
      }
      return collection instanceof Map<?, ?>
          ? Sequence.mapOf(selected)
          : Collections.unmodifiableList(selected);
    }
  }

  /**
   * {@code .^[ ]} and {@code .$[ ]}: one element, or a map with one entry; null if the criterion
   * never holds.
   */
  record SelectionOfOne(Sequence sequence, Nodes.Condition criterion, boolean last, Place place)
      implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object collection = sequence.evaluate(frame);
      if (collection == null) {
        return null;
      }
      Object found = null;
      boolean any = false;
      for (Object element : Sequence.elements(collection)) {
        if (criterion.holds(frame.within(element))) {
          found = element;
          any = true;
          if (!last) {
            break;
          }
        }
      }
      return any && collection instanceof Map<?, ?>
          ? Sequence.mapOf(Collections.singletonList(found))
          : found;
    }
  }

  private static void announce(int size, Frame frame, Place place) {
    try {
      frame.budget().elements(size);
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }

  private static void addUnlessOmitted(List<@Nullable Object> list, @Nullable Object element) {
    if (element != Omission.VALUE) {
      list.add(element);
    }
  }
}
