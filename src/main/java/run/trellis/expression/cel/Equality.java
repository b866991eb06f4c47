package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Omission;
import run.trellis.expression.Values;

/**
 * Equality of values: numbers by value whatever their types, lists and maps by content, anything
 * else only with its own kind. Counts its work, because values may share parts.
 */
final class Equality {

  private Equality() {}

  /**
   * Whether two values are equal.
   *
   * @throws run.trellis.expression.EvaluationException if one is an omission, or they are too large
   *     or too deep for the budget
   */
  static boolean equal(@Nullable Object left, @Nullable Object right, Budget budget) {
    return equal(left, right, budget, 0);
  }

  private static boolean equal(
      @Nullable Object left, @Nullable Object right, Budget budget, int depth) {
    budget.step();
    if (left == Omission.VALUE || right == Omission.VALUE) {
      throw Failures.mismatch("omit() leaves a field out and cannot be compared");
    }
    return switch (left) {
      case null -> right == null;
      case Long number when right instanceof Long other -> number.equals(other);
      case Long number -> areEqualNumbers(number, right);
      case Double number -> areEqualNumbers(number, right);
      case UnsignedInt number -> areEqualNumbers(number, right);
      case String text -> right instanceof String other && Values.equalTexts(text, other, budget);
      case List<?> list ->
          right instanceof List<?> other
              && Values.equalLists(list, other, budget, depth + 1, Equality::equal);
      case Map<?, ?> map ->
          right instanceof Map<?, ?> other && areEqualMaps(map, other, budget, depth + 1);
      case OptionalValue optional ->
          right instanceof OptionalValue other
              && areEqualOptionals(optional, other, budget, depth + 1);
      default -> left.equals(right);
    };
  }

  private static boolean areEqualNumbers(Object left, @Nullable Object right) {
    return Ordering.isNumber(right)
        && !Ordering.isNan(left)
        && !Ordering.isNan(right)
        && Ordering.compareNumbers(left, right) == 0;
  }

  private static boolean areEqualOptionals(
      OptionalValue left, OptionalValue right, Budget budget, int depth) {
    budget.depth(depth);
    return left.isPresent() == right.isPresent()
        && (!left.isPresent() || equal(left.value(), right.value(), budget, depth));
  }

  private static boolean areEqualMaps(Map<?, ?> left, Map<?, ?> right, Budget budget, int depth) {
    budget.depth(depth);
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      Object key = Keys.find(right, entry.getKey());
      if (key == null || !equal(entry.getValue(), right.get(key), budget, depth)) {
        return false;
      }
    }
    return true;
  }

  /** The place of the first element that equals a value, -1 if none does. */
  static int indexOf(List<?> list, @Nullable Object value, Budget budget) {
    int index = 0;
    for (Object element : list) {
      if (equal(element, value, budget)) {
        return index;
      }
      index++;
    }
    return -1;
  }
}
