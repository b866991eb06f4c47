package run.trellis.cluster;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map of few entries: one array, searched from its beginning. Objects of the cluster
 * consist of such maps, and the caches of thousands of objects; a hash table takes five times the
 * memory for no gain at this size.
 */
final class CompactMap extends AbstractMap<String, @Nullable Object> {

  /** Above this number of entries a hash table is worth its memory. */
  private static final int LIMIT = 16;

  private final @Nullable Object[] table;

  private CompactMap(@Nullable Object[] table) {
    this.table = table;
  }

  /**
   * An immutable map.
   *
   * @param table keys at even places, each with its value behind it; not to be changed afterwards
   * @param size number of places that are taken
   */
  static Map<String, @Nullable Object> of(@Nullable Object[] table, int size) {
    if (size == 0) {
      return Collections.emptyMap();
    }
    CompactMap compact =
        new CompactMap(size == table.length ? table : java.util.Arrays.copyOf(table, size));
    return size <= 2 * LIMIT
        ? compact
        : Collections.unmodifiableMap(new LinkedHashMap<String, @Nullable Object>(compact));
  }

  /** An immutable map with the entries of another one, in its order. */
  static Map<String, @Nullable Object> copyOf(Map<String, @Nullable Object> map) {
    @Nullable Object[] table = new @Nullable Object[2 * map.size()];
    int size = 0;
    for (var entry : map.entrySet()) {
      table[size++] = entry.getKey();
      table[size++] = entry.getValue();
    }
    return of(table, size);
  }

  @Override
  public int size() {
    return table.length / 2;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int place = placeOf(key);
    return place < 0 ? null : table[place + 1];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return placeOf(key) >= 0;
  }

  @Override
  public void forEach(BiConsumer<? super String, ? super @Nullable Object> action) {
    for (int place = 0; place < table.length; place += 2) {
      action.accept(keyAt(place), table[place + 1]);
    }
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new Entries();
  }

  private int placeOf(@Nullable Object key) {
    if (key instanceof String name) {
      for (int place = 0; place < table.length; place += 2) {
        if (name.equals(table[place])) {
          return place;
        }
      }
    }
    return -1;
  }

  private String keyAt(int place) {
    return String.valueOf(table[place]);
  }

  private final class Entries extends AbstractSet<Entry<String, @Nullable Object>> {

    @Override
    public int size() {
      return CompactMap.this.size();
    }

    @Override
    public Iterator<Entry<String, @Nullable Object>> iterator() {
      return new Iterator<>() {
        private int place;

        @Override
        public boolean hasNext() {
          return place < table.length;
        }

        @Override
        public Entry<String, @Nullable Object> next() {
          if (!hasNext()) {
            throw new NoSuchElementException();
          }
          place += 2;
          return new SimpleImmutableEntry<>(keyAt(place - 2), table[place - 1]);
        }
      };
    }
  }
}
