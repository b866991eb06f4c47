package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.DOUBLE;
import static run.trellis.expression.cel.ValueTypes.DURATION;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.UINT;
import static run.trellis.expression.cel.ValueTypes.listOf;

import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Methods of lists that compare or add up their elements, which are of one type. */
final class ListOrder {

  private ListOrder() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>();
    ordered(
        all,
        "sort",
        "The elements in ascending order.",
        "[3, 1, 2].sort()",
        "[1, 2, 3]",
        ValueTypes::listOf,
        arguments -> ListSorting.sorted(arguments.list(0), arguments.list(0), arguments.budget()));
    ordered(
        all,
        "isSorted",
        "Whether the elements are in ascending order.",
        "[1, 2, 2].isSorted()",
        "true",
        type -> BOOL,
        ListOrder::isSorted);
    ordered(
        all,
        "min",
        "The least element of a list that is not empty.",
        "[3, 1, 2].min()",
        "1",
        type -> type,
        arguments -> extreme(arguments, "min", -1));
    ordered(
        all,
        "max",
        "The greatest element of a list that is not empty.",
        "[3, 1, 2].max()",
        "3",
        type -> type,
        arguments -> extreme(arguments, "max", 1));
    all.add(
        method("sum", listOf(INT))
            .doc("The sum of all elements, which are numbers or durations.", "[1, 2].sum()", "3")
            .gives(INT, arguments -> sum(arguments, 0L)));
    all.add(
        method("sum", listOf(UINT)).gives(UINT, arguments -> sum(arguments, new UnsignedInt(0))));
    all.add(method("sum", listOf(DOUBLE)).gives(DOUBLE, arguments -> sum(arguments, 0.0)));
    all.add(
        method("sum", listOf(DURATION))
            .gives(DURATION, arguments -> sum(arguments, DurationValue.ZERO)));
    return all;
  }

  private static void ordered(
      List<Overload> all,
      String name,
      String text,
      String example,
      String exampleResult,
      Function<CelType, CelType> result,
      Overload.Body body) {
    for (CelType type : Operators.ORDERED) {
      Overload.Form form = method(name, listOf(type));
      all.add(
          type.equals(INT)
              ? form.doc(text, example, exampleResult).gives(result.apply(type), body)
              : form.gives(result.apply(type), body));
    }
  }

  private static Object isSorted(Arguments arguments) {
    List<@Nullable Object> list = arguments.list(0);
    arguments.budget().steps(list.size());
    for (int i = 1; i < list.size(); i++) {
      if (Ordering.compare("isSorted", list.get(i - 1), list.get(i), arguments.budget()) > 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object extreme(Arguments arguments, String name, int sign) {
    List<@Nullable Object> list = arguments.list(0);
    if (list.isEmpty()) {
      throw Failures.invalid(name + " called on empty list");
    }
    arguments.budget().steps(list.size());
    Object extreme = list.getFirst();
    for (Object element : list.subList(1, list.size())) {
      int order = Ordering.compare(name, element, extreme, arguments.budget());
      extreme = Integer.signum(order) == sign ? element : extreme;
    }
    return extreme;
  }

  private static Object sum(Arguments arguments, Object zero) {
    List<@Nullable Object> list = arguments.list(0);
    arguments.budget().steps(list.size());
    // A list whose type is not known beforehand says by its first element what it is of.
    Object sum = list.isEmpty() ? zero : zeroLike(list.getFirst());
    for (Object element : list) {
      if (!Ordering.isNumber(element) && !(element instanceof DurationValue)) {
        throw Failures.mismatch(
            "sum: an element must be a number or a duration, not " + TypeValue.of(element).name());
      }
      sum = Calculation.add(sum, element, arguments.budget());
    }
    return sum;
  }

  private static Object zeroLike(@Nullable Object number) {
    return switch (number) {
      case Double real -> 0.0;
      case UnsignedInt unsigned -> new UnsignedInt(0);
      case DurationValue span -> DurationValue.ZERO;
      case null, default -> 0L;
    };
  }
}
