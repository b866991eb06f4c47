package run.trellis.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which fields of an object anybody reads: a tree of field names. {@value #ANY} stands for every
 * element of a list or every key of a map. A list met on the way is entered element by element.
 *
 * @param whole whether everything from here on is read
 * @param fields masks of the fields that are read in part
 */
public record FieldMask(boolean whole, Map<String, FieldMask> fields) {

  public static final String ANY = "*";

  /** Reads nothing. */
  public static final FieldMask NOTHING = new FieldMask(false, Map.of());

  /** Reads everything. */
  public static final FieldMask EVERYTHING = new FieldMask(true, Map.of());

  public FieldMask {
    fields = whole ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fields));
  }

  /** The mask of one path and everything below it. */
  public static FieldMask of(List<String> path) {
    return path.isEmpty()
        ? EVERYTHING
        : new FieldMask(false, Map.of(path.getFirst(), of(path.subList(1, path.size()))));
  }

  /** The mask of several paths. */
  public static FieldMask ofAll(Iterable<? extends List<String>> paths) {
    FieldMask mask = NOTHING;
    for (List<String> path : paths) {
      mask = mask.union(of(path));
    }
    return mask;
  }

  /** Reads what either reads. */
  public FieldMask union(FieldMask other) {
    if (whole || other.whole) {
      return EVERYTHING;
    }
    Map<String, FieldMask> merged = new TreeMap<>(fields);
    other.fields.forEach((name, mask) -> merged.merge(name, mask, FieldMask::union));
    return new FieldMask(false, merged);
  }

  /** Whether everything the other mask reads is read by this one too. */
  public boolean covers(FieldMask other) {
    return union(other).equals(this);
  }

  /** The part of the tree that the mask reads; shares what it keeps whole. */
  public Map<String, @Nullable Object> keep(Map<String, @Nullable Object> tree) {
    if (whole) {
      return tree;
    }
    Map<String, @Nullable Object> kept = new LinkedHashMap<>();
    tree.forEach(
        (name, value) -> {
          FieldMask below = below(name);
          if (below.whole || !below.fields.isEmpty()) {
            kept.put(name, below.keepValue(value));
          }
        });
    return Collections.unmodifiableMap(kept);
  }

  /** The mask below a field, or below every element where the mask names {@value #ANY}. */
  public FieldMask below(String name) {
    if (whole) {
      return EVERYTHING;
    }
    FieldMask named = fields.getOrDefault(name, NOTHING);
    FieldMask any = fields.getOrDefault(ANY, NOTHING);
    return named.union(any);
  }

  @SuppressWarnings("unchecked") // keys of the value model are text
  private @Nullable Object keepValue(@Nullable Object value) {
    if (whole) {
      return value;
    }
    return switch (value) {
      case Map<?, ?> map -> keep((Map<String, @Nullable Object>) map);
      case List<?> list -> {
        FieldMask element = ofElement();
        List<@Nullable Object> kept = new ArrayList<>(list.size());
        list.forEach(item -> kept.add(element.keepValue(item)));
        yield Collections.unmodifiableList(kept);
      }
      case null, default -> value;
    };
  }

  /** What is read of an element: below {@value #ANY}, or by fields named right behind the list. */
  private FieldMask ofElement() {
    Map<String, FieldMask> named = new TreeMap<>(fields);
    FieldMask any = named.remove(ANY);
    FieldMask direct = new FieldMask(false, named);
    return any == null ? direct : direct.union(any);
  }
}
