package run.trellis.expression.cel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/** Keys of maps: texts, integers and booleans. Numbers are the same key if they are equal. */
final class Keys {

  private Keys() {}

  /** The key of a map that equals a value; null if it has none. */
  static @Nullable Object find(Map<?, ?> map, @Nullable Object value) {
    if (value instanceof String || value instanceof Boolean) {
      return map.containsKey(value) ? value : null;
    }
    return switch (value) {
      case Long number -> first(map, number, new UnsignedInt(number), number >= 0);
      case UnsignedInt number -> first(map, number, number.bits(), number.isSmall());
      case Double number -> findWhole(map, number);
      case null, default -> null;
    };
  }

  private static @Nullable Object findWhole(Map<?, ?> map, double number) {
    if (number != Math.rint(number) || number < -0x1p63 || number >= 0x1p64) {
      return null;
    }
    if (number < 0x1p63) {
      return find(map, (long) number);
    }
    return find(map, new UnsignedInt((long) (number - 0x1p63) | Long.MIN_VALUE));
  }

  private static @Nullable Object first(Map<?, ?> map, Object key, Object same, boolean both) {
    if (map.containsKey(key)) {
      return key;
    }
    return both && map.containsKey(same) ? same : null;
  }

  /**
   * A value as a key of a map about to be made.
   *
   * @throws run.trellis.expression.EvaluationException if it cannot be one
   */
  static Object of(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Long number -> number;
      case Boolean bool -> bool;
      case UnsignedInt number -> number;
      case null, default ->
          throw Failures.mismatch(
              "a key must be a string, an integer or a bool, not " + TypeValue.of(value).name());
    };
  }

  /** The keys in the one order that results use, whatever order the map has. */
  static List<Object> sorted(Map<?, ?> map, Budget budget) {
    int comparisonsPerKey = Integer.SIZE - Integer.numberOfLeadingZeros(map.size());
    budget.steps(2L + map.size() + (long) map.size() * comparisonsPerKey / 8);
    List<Object> keys = new ArrayList<>(map.keySet());
    keys.sort((left, right) -> compare(left, right, budget));
    return keys;
  }

  private static int compare(Object left, Object right, Budget budget) {
    return Ordering.isOrdered(left, right)
        ? Ordering.compare("<", left, right, budget)
        : Integer.compare(rank(left), rank(right));
  }

  private static int rank(Object key) {
    return key instanceof Boolean ? 0 : key instanceof String ? 2 : 1;
  }
}
