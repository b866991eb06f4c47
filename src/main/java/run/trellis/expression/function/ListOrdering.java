package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.MAPS;
import static run.trellis.expression.function.Kind.NUMBERS;
import static run.trellis.expression.function.Kind.ORDERED;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Arithmetic;
import run.trellis.expression.Values;

/** Methods of lists that compare or add up their elements. */
final class ListOrdering {

  private ListOrdering() {}

  static List<Definition> all() {
    return List.of(
        method("sort", ORDERED)
            .doc(
                "The elements in ascending order: numbers, texts, booleans, or quantities and the"
                    + " like.",
                "{3, 1, 2}.sort()",
                "{1, 2, 3}")
            .gives(Result.RECEIVER, call -> sort(call, call.list(0))),
        method("sortBy", MAPS, TEXT.as("path"))
            .doc(
                "The elements in ascending order of a field of theirs. Fields of fields are joined"
                    + " by dots; elements without the field come first; equal ones keep their"
                    + " order.",
                "{{name: 'b'}, {name: 'a'}}.sortBy('name')",
                "{{name: 'a'}, {name: 'b'}}")
            .gives(Result.RECEIVER, ListOrdering::sortBy),
        method("min", ORDERED)
            .doc("The least element, `null` of an empty list.", "{3, 1, 2}.min()", "1")
            .gives(Result.ELEMENT.orNull(), call -> extreme(call, -1)),
        method("max", ORDERED)
            .doc("The greatest element, `null` of an empty list.", "{3, 1, 2}.max()", "3")
            .gives(Result.ELEMENT.orNull(), call -> extreme(call, 1)),
        method("sum", NUMBERS)
            .doc(
                "The sum of all elements, which are numbers or quantities; 0 of an empty list.",
                "{1, 2, 3.5}.sum()",
                "6.5")
            .gives(Result.SUM, ListOrdering::sum));
  }

  private record Keyed(@Nullable Object key, @Nullable Object element) {}

  private static Object sort(Call call, List<@Nullable Object> elements) {
    return sorted(call, elements.stream().map(element -> new Keyed(element, element)).toList());
  }

  private static Object sortBy(Call call) {
    String[] path = call.text(1).split("\\.", -1);
    call.budget().steps((long) call.list(0).size() * path.length);
    return sorted(
        call, call.list(0).stream().map(element -> new Keyed(at(element, path), element)).toList());
  }

  private static @Nullable Object at(@Nullable Object element, String[] path) {
    Object value = element;
    for (String name : path) {
      if (value != null && !(value instanceof Map<?, ?>)) {
        throw Messages.mismatch(
            Values.describe(value) + " has no field '" + Messages.shorten(name) + "'");
      }
      value = value instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return value;
  }

  private static Object sorted(Call call, List<Keyed> keyed) {
    call.budget().elements(keyed.size());
    Order.announceSort(keyed.size(), call.budget());
    requireOrdered(keyed);
    Order order = new Order(call.budget());
    List<Keyed> sorted = new ArrayList<>(keyed);
    sorted.sort((left, right) -> order.compare(left.key, right.key));
    List<@Nullable Object> elements = new ArrayList<>(sorted.size());
    sorted.forEach(one -> elements.add(one.element));
    return Call.sealed(elements);
  }

  /** Keys may be compared with the first that is not null, and so with each other. */
  private static void requireOrdered(List<Keyed> keyed) {
    Object first = null;
    for (Keyed one : keyed) {
      Object key = one.key;
      boolean missingElement = key == null && one.element == null;
      first = first == null ? key : first;
      if (missingElement || (key != null && first != null && !Order.areOrdered(first, key))) {
        throw Messages.mismatch(
            "there is no order between " + Values.describe(first) + " and " + Values.describe(key));
      }
    }
  }

  private static @Nullable Object extreme(Call call, int sign) {
    Object extreme = null;
    Order order = new Order(call.budget());
    call.budget().steps(call.list(0).size() / 8);
    for (Object element : call.list(0)) {
      if (element == null || !Order.areOrdered(extreme == null ? element : extreme, element)) {
        throw Messages.mismatch(
            "there is no order between "
                + Values.describe(extreme)
                + " and "
                + Values.describe(element));
      }
      extreme =
          extreme == null || Integer.signum(order.compare(element, extreme)) == sign
              ? element
              : extreme;
    }
    return extreme;
  }

  private static Object sum(Call call) {
    Object sum = 0L;
    call.budget().steps(call.list(0).size());
    for (Object element : call.list(0)) {
      sum = sum(sum, element, call);
    }
    return sum;
  }

  private static Object sum(Object sum, @Nullable Object element, Call call) {
    if (element instanceof Quantity || (sum instanceof Quantity && element instanceof Number)) {
      return Quantity.of(sum).add(Quantity.of(element));
    }
    if (!(element instanceof Number number) || !(sum instanceof Number before)) {
      throw Messages.mismatch(
          "an element must be a number or a quantity, not " + Values.describe(element));
    }
    return Arithmetic.add(before, number, call.budget());
  }
}
