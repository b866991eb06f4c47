package run.trellis.expression.function;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.OpaqueValue;
import run.trellis.expression.Values;

/**
 * A total order of all values, by content: null, booleans, numbers by value, text by code point,
 * lists, maps, opaque values. Counts its work, because values may share parts and be far larger
 * than the memory they take.
 */
final class Order implements Comparator<@Nullable Object> {

  /** Going into a list or map is far more work than comparing scalars. */
  private static final int STEPS_PER_COMPOSITE = 4;

  private final Budget budget;

  Order(Budget budget) {
    this.budget = budget;
  }

  /** Announces the comparisons of sorting so many values. */
  static void announceSort(int size, Budget budget) {
    int comparisonsPerElement = Integer.SIZE - Integer.numberOfLeadingZeros(size);
    // A comparison of scalars is far less work than the evaluation of a node, hence a fraction of a
    // step.
    budget.steps((long) size * comparisonsPerElement / 8);
  }

  @Override
  public int compare(@Nullable Object left, @Nullable Object right) {
    return compare(left, right, 0);
  }

  private int compare(@Nullable Object left, @Nullable Object right, int depth) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (areOrdered(left, right) && !(left instanceof Boolean)) {
      return Values.compare(left, right, budget);
    }
    if (left instanceof Boolean a && right instanceof Boolean b) {
      return Boolean.compare(a, b);
    }
    budget.depth(depth);
    budget.steps(STEPS_PER_COMPOSITE);
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return compareLists(a, b, depth);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return compareMaps(a, b, depth);
    }
    if (left instanceof OpaqueValue a && right instanceof OpaqueValue b) {
      return compareOpaque(a, b);
    }
    return Integer.compare(rank(left), rank(right));
  }

  private int compareLists(List<?> left, List<?> right, int depth) {
    Iterator<?> others = right.iterator();
    for (Object element : left) {
      int order = others.hasNext() ? compare(element, others.next(), depth + 1) : 1;
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private int compareMaps(Map<?, ?> left, Map<?, ?> right, int depth) {
    List<String> keys = sortedKeys(left, budget);
    int order = compareLists(keys, sortedKeys(right, budget), depth);
    for (int i = 0; order == 0 && i < keys.size(); i++) {
      order = compare(left.get(keys.get(i)), right.get(keys.get(i)), depth + 1);
    }
    return order;
  }

  /** Keys in the one order that output uses, whatever order the map has. */
  static List<String> sortedKeys(Map<?, ?> map, Budget budget) {
    budget.steps(2L + 2L * map.size());
    announceSort(map.size(), budget);
    List<String> keys = new ArrayList<>(map.size());
    map.keySet().forEach(key -> keys.add((String) key));
    keys.sort((left, right) -> Values.compare(left, right, budget));
    return keys;
  }

  /** Opaque values without an order of their own, by type and text. */
  private int compareOpaque(OpaqueValue left, OpaqueValue right) {
    int types = Values.compare(left.typeName(), right.typeName(), budget);
    return types != 0 ? types : Values.compare(left.text(), right.text(), budget);
  }

  private static int rank(Object value) {
    return switch (value) {
      case Boolean bool -> 1;
      case Number number -> 2;
      case String text -> 3;
      case List<?> list -> 4;
      case Map<?, ?> map -> 5;
      default -> 6;
    };
  }

  /**
   * Whether two values have an order that authors would expect: both numbers, both text, and so on.
   */
  static boolean areOrdered(Object left, Object right) {
    return left instanceof OpaqueValue
        ? left instanceof Comparable<?> && left.getClass() == right.getClass()
        : rank(left) == rank(right) && rank(left) <= 3;
  }
}
