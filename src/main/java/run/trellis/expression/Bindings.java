package run.trellis.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of the names in scope, in the value model. A name in scope without an entry is live state
 * that is not there yet: reading it is pending. An entry with the value {@code null} is an absent
 * thing: a skipped node.
 */
public record Bindings(Map<String, @Nullable Object> values) {

  public static final Bindings EMPTY = new Bindings(Map.of());

  public Bindings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  public @Nullable Object get(String name) {
    return values.get(name);
  }

  /** These bindings with one more, which hides an outer one. */
  public Bindings with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> extended = new LinkedHashMap<>(values);
    extended.put(name, value);
    return new Bindings(extended);
  }
}
