package run.trellis.api;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trees of the value model that expressions, schemas and objects share: {@code Long}, {@code
 * Double}, {@code String}, {@code Boolean}, {@code List}, {@code Map<String, …>} and {@code null}.
 */
public final class JsonTree {

  private JsonTree() {}

  /**
   * A deeply immutable copy in the value model: other integral numbers become {@code Long}, other
   * numbers {@code Double}, collections lists, and maps keep their order with keys as text.
   *
   * @throws IllegalArgumentException if a value has no place in the model
   */
  public static @Nullable Object copyOf(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case Boolean bool -> bool;
      case Long number -> number;
      case Double number -> number;
      case Integer number -> number.longValue();
      case Short number -> number.longValue();
      case Byte number -> number.longValue();
      case java.math.BigInteger number ->
          number.bitLength() < 64 ? (Object) number.longValue() : (Object) number.doubleValue();
      case Number number -> number.doubleValue();
      case Map<?, ?> map -> copyOfMap(map);
      case Collection<?> items -> copyOfItems(items);
      default ->
          throw new IllegalArgumentException(
              "no place in the value model for " + value.getClass().getName());
    };
  }

  /** Like {@link #copyOf(Object)}, for a map. */
  public static Map<String, @Nullable Object> copyOfMap(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach((key, value) -> copy.put(String.valueOf(key), copyOf(value)));
    return Collections.unmodifiableMap(copy);
  }

  private static List<@Nullable Object> copyOfItems(Collection<?> items) {
    List<@Nullable Object> copy = new ArrayList<>(items.size());
    items.forEach(item -> copy.add(copyOf(item)));
    return Collections.unmodifiableList(copy);
  }

  /** The value at a path of map keys, or {@code null} where the path leaves the tree. */
  public static @Nullable Object at(@Nullable Object tree, String... path) {
    @Nullable Object current = tree;
    for (String key : path) {
      current = current instanceof Map<?, ?> map ? map.get(key) : null;
    }
    return current;
  }

  /** The map at a path, empty where there is none. */
  @SuppressWarnings("unchecked") // keys of the value model are text
  public static Map<String, @Nullable Object> mapAt(@Nullable Object tree, String... path) {
    return at(tree, path) instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  /** The list at a path, empty where there is none. */
  @SuppressWarnings("unchecked") // elements of the value model are objects or null
  public static List<@Nullable Object> listAt(@Nullable Object tree, String... path) {
    return at(tree, path) instanceof List<?> list ? (List<@Nullable Object>) list : List.of();
  }

  /** The text at a path, empty where there is none. */
  public static String textAt(@Nullable Object tree, String... path) {
    return at(tree, path) instanceof String text ? text : "";
  }
}
