package run.trellis.expression.cel;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/** Puts lists in order. */
final class ListSorting {

  private ListSorting() {}

  private record Keyed(@Nullable Object key, @Nullable Object element) {}

  /**
   * The elements in ascending order of their keys, which are of one type. Equal ones keep their
   * order.
   *
   * @throws run.trellis.expression.EvaluationException if keys cannot be put in order
   */
  static List<@Nullable Object> sorted(
      List<? extends @Nullable Object> elements,
      List<? extends @Nullable Object> keys,
      Budget budget) {
    budget.elements(elements.size());
    int comparisonsPerElement = Integer.SIZE - Integer.numberOfLeadingZeros(elements.size());
    budget.steps((long) elements.size() * comparisonsPerElement / 8);
    List<Keyed> keyed = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      keyed.add(new Keyed(keys.get(i), elements.get(i)));
    }
    requireOneType(keyed);
    keyed.sort((left, right) -> Ordering.compare("sort", left.key, right.key, budget));
    List<@Nullable Object> sorted = new ArrayList<>(keyed.size());
    keyed.forEach(one -> sorted.add(one.element));
    return Collections.unmodifiableList(sorted);
  }

  private static void requireOneType(List<Keyed> keyed) {
    for (Keyed one : keyed) {
      Object first = keyed.getFirst().key;
      boolean same = first != null && one.key != null && first.getClass() == one.key.getClass();
      if (!same || !Ordering.isOrdered(first, one.key)) {
        throw Failures.mismatch(
            "what is put in order must be of one type that has an order, not "
                + TypeValue.of(first).name()
                + " and "
                + TypeValue.of(one.key).name());
      }
    }
  }
}
