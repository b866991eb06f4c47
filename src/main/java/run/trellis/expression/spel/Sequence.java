package run.trellis.expression.spel;

import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * What a projection or selection goes through: the elements of a list, or the entries of a map as
 * objects with {@code key} and {@code value}.
 *
 * @param origin where the list comes from, if it is part of something named
 */
record Sequence(Node target, boolean nullSafe, @Nullable Origin origin, Place place)
    implements Node {

  private static final String KEY = "key";
  private static final String VALUE = "value";

  /** A list or map; null only if that is allowed. */
  @Override
  public @Nullable Object evaluate(Frame frame) {
    Object value = target.evaluate(frame);
    frame.budget().step();
    if (value instanceof List<?> || value instanceof Map<?, ?> || (value == null && nullSafe)) {
      return value;
    }
    if (value == null && origin != null && origin.observed()) {
      throw Stop.pending(origin.head(), origin.text());
    }
    String message = place.operation() + " needs a list, not " + place.show(value);
    throw value == null
        ? Stop.missing(Code.TYPE_MISMATCH, message, place.span())
        : place.stop(Code.TYPE_MISMATCH, message);
  }

  static int size(Object collection) {
    return collection instanceof Map<?, ?> map ? map.size() : ((List<?>) collection).size();
  }

  /**
   * Entries are made one at a time, while somebody looks at them; in the order of their keys, so
   * that the same content gives the same list whatever order a map has.
   */
  static Iterable<?> elements(Object collection) {
    if (collection instanceof Map<?, ?> map) {
      Iterable<@Nullable Object> entries = () -> entries(new TreeMap<>(map).entrySet().iterator());
      return entries;
    }
    return (List<?>) collection;
  }

  private static Iterator<@Nullable Object> entries(Iterator<? extends Map.Entry<?, ?>> entries) {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return entries.hasNext();
      }

      @Override
      public Map<String, @Nullable Object> next() {
        Map.Entry<?, ?> next = entries.next();
        Map<String, @Nullable Object> entry = LinkedHashMap.newLinkedHashMap(2);
        entry.put(KEY, next.getKey());
        entry.put(VALUE, next.getValue());
        return Collections.unmodifiableMap(entry);
      }
    };
  }

  /** A map of such entries. */
  static Map<String, @Nullable Object> mapOf(List<? extends @Nullable Object> entries) {
    Map<String, @Nullable Object> map = LinkedHashMap.newLinkedHashMap(entries.size());
    for (Object entry : entries) {
      if (entry instanceof Map<?, ?> fields) {
        map.put(String.valueOf(fields.get(KEY)), fields.get(VALUE));
      }
    }
    return Collections.unmodifiableMap(map);
  }
}
