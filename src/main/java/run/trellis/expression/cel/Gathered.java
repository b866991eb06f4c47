package run.trellis.expression.cel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/**
 * A list or map that a macro is still adding to. Only the macro itself can name it, and no value
 * holds it, so that it may grow in place.
 */
sealed interface Gathered {

  /** What was gathered, which does not change any more. */
  Object sealed();

  /** A list. */
  record OfList(List<@Nullable Object> list) implements Gathered {

    OfList() {
      this(new ArrayList<>());
    }

    OfList append(@Nullable Object element, Budget budget) {
      budget.oneMore(list.size());
      list.add(element);
      return this;
    }

    @Override
    public Object sealed() {
      return Collections.unmodifiableList(list);
    }
  }

  /** A map. */
  record OfMap(Map<Object, @Nullable Object> map) implements Gathered {

    OfMap() {
      this(new LinkedHashMap<>());
    }

    OfMap put(@Nullable Object key, @Nullable Object value, Budget budget) {
      budget.oneMore(map.size());
      Object own = Keys.of(key);
      if (Keys.find(map, own) != null) {
        throw Failures.invalid("the key " + own + " is there already");
      }
      map.put(own, value);
      return this;
    }

    OfMap putAll(@Nullable Object entries, Budget budget) {
      if (!(entries instanceof Map<?, ?> given)) {
        throw Failures.mismatch("a map is needed here, not " + TypeValue.of(entries).name());
      }
      given.forEach((key, value) -> put(key, value, budget));
      return this;
    }

    @Override
    public Object sealed() {
      return Collections.unmodifiableMap(map);
    }
  }
}
