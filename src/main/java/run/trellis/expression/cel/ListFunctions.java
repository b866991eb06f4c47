package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.A;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.LIST;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.listOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/** Methods of lists, and functions that change a list in one place. */
final class ListFunctions {

  private ListFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(looking());
    all.addAll(making());
    all.addAll(changing());
    all.addAll(ListOrder.all());
    return all;
  }

  private static List<Overload> looking() {
    return List.of(
        function("size", LIST).gives(INT, arguments -> (long) arguments.list(0).size()),
        method("size", LIST)
            .doc("Number of elements.", "['a', 'b'].size()", "2")
            .gives(INT, arguments -> (long) arguments.list(0).size()),
        method("indexOf", LIST, A)
            .doc(
                "Place of the first element that equals the given one, -1 if there is none.",
                "['a', 'b'].indexOf('b')",
                "1")
            .gives(
                INT,
                arguments ->
                    (long)
                        Equality.indexOf(
                            arguments.list(0), arguments.value(1), arguments.budget())),
        method("lastIndexOf", LIST, A)
            .doc(
                "Place of the last element that equals the given one, -1 if there is none.",
                "['a', 'b', 'a'].lastIndexOf('a')",
                "2")
            .gives(INT, ListFunctions::lastIndexOf));
  }

  private static Object lastIndexOf(Arguments arguments) {
    List<@Nullable Object> list = arguments.list(0);
    for (int i = list.size() - 1; i >= 0; i--) {
      if (Equality.equal(list.get(i), arguments.value(1), arguments.budget())) {
        return (long) i;
      }
    }
    return -1L;
  }

  private static List<Overload> making() {
    return List.of(
        method("slice", LIST, INT, INT)
            .doc(
                "The elements from one place up to, not including, another.",
                "['a', 'b', 'c'].slice(1, 3)",
                "['b', 'c']")
            .gives(LIST, ListFunctions::slice),
        method("reverse", LIST)
            .doc("The elements in reverse order.", "[1, 2, 3].reverse()", "[3, 2, 1]")
            .gives(LIST, ListFunctions::reverse),
        method("distinct", LIST)
            .doc(
                "The elements without repetitions, each at its first place.",
                "[1, 2, 1].distinct()",
                "[1, 2]")
            .gives(LIST, ListFunctions::distinct),
        method("flatten", listOf(LIST))
            .doc("The elements of the lists in a list.", "[[1, 2], [3]].flatten()", "[1, 2, 3]")
            .gives(LIST, arguments -> flatten(arguments, 1)),
        method("flatten", listOf(DYN), INT)
            .doc("The same to a depth.", "[[1, [2]], [3]].flatten(2)", "[1, 2, 3]")
            .gives(listOf(DYN), arguments -> flatten(arguments, arguments.integer(1))),
        method("join", listOf(STRING))
            .doc("The elements as one text.", "['a', 'b'].join()", "'ab'")
            .gives(STRING, arguments -> join(arguments, "")),
        method("join", listOf(STRING), STRING)
            .doc(
                "The elements as one text with a separator between them.",
                "['a', 'b'].join('-')",
                "'a-b'")
            .gives(STRING, arguments -> join(arguments, arguments.text(1))),
        function("lists.range", INT)
            .doc(
                "The integers from 0 up to, not including, the given one.",
                "lists.range(3)",
                "[0, 1, 2]")
            .gives(listOf(INT), ListFunctions::range));
  }

  private static Object slice(Arguments arguments) {
    List<@Nullable Object> list = arguments.list(0);
    long from = arguments.integer(1);
    long to = arguments.integer(2);
    if (from < 0 || from > to || to > list.size()) {
      throw Failures.outOfBounds(
          "slice(" + from + ", " + to + ") is no part of a list of " + list.size());
    }
    arguments.budget().elements(to - from);
    return Collections.unmodifiableList(new ArrayList<>(list.subList((int) from, (int) to)));
  }

  private static Object reverse(Arguments arguments) {
    arguments.budget().elements(arguments.list(0).size());
    List<@Nullable Object> reversed = new ArrayList<>(arguments.list(0));
    Collections.reverse(reversed);
    return Collections.unmodifiableList(reversed);
  }

  private static Object distinct(Arguments arguments) {
    arguments.budget().elements(arguments.list(0).size());
    List<@Nullable Object> distinct = new ArrayList<>();
    for (Object element : arguments.list(0)) {
      if (Equality.indexOf(distinct, element, arguments.budget()) < 0) {
        distinct.add(element);
      }
    }
    return Collections.unmodifiableList(distinct);
  }

  private static Object flatten(Arguments arguments, long depth) {
    if (depth < 0) {
      throw Failures.invalid("flatten: the depth must not be negative, but is " + depth);
    }
    Gathered.OfList flat = new Gathered.OfList();
    addFlat(arguments.list(0), depth, 0, flat, arguments.budget());
    return flat.sealed();
  }

  private static void addFlat(
      List<?> list, long depth, int level, Gathered.OfList flat, Budget budget) {
    budget.depth(level);
    for (Object element : list) {
      budget.step();
      if (depth > 0 && element instanceof List<?> inner) {
        addFlat(inner, depth - 1, level + 1, flat, budget);
      } else {
        flat.append(element, budget);
      }
    }
  }

  private static Object join(Arguments arguments, String separator) {
    Budget budget = arguments.budget();
    StringBuilder text = new StringBuilder();
    String between = "";
    for (Object element : arguments.list(0)) {
      if (!(element instanceof String part)) {
        throw Failures.mismatch(
            "join: an element must be a string, not " + TypeValue.of(element).name());
      }
      budget.step();
      budget.text((long) between.length() + part.length());
      text.append(between).append(part);
      between = separator;
    }
    return text.toString();
  }

  private static Object range(Arguments arguments) {
    long count = arguments.integer(0);
    if (count < 0) {
      throw Failures.invalid("lists.range: the size must not be negative, but is " + count);
    }
    // The budget counts characters for each, which must not overflow.
    arguments.budget().elements(Math.min(count, Integer.MAX_VALUE));
    List<@Nullable Object> range = new ArrayList<>((int) count);
    for (long i = 0; i < count; i++) {
      range.add(i);
    }
    return Collections.unmodifiableList(range);
  }

  private static List<Overload> changing() {
    return List.of(
        function("lists.setAtIndex", LIST, INT, A)
            .doc(
                "The list with another element in one place.",
                "lists.setAtIndex([1, 2, 3], 1, 9)",
                "[1, 9, 3]")
            .gives(LIST, arguments -> changed(arguments, "set", 0)),
        function("lists.insertAtIndex", LIST, INT, A)
            .doc(
                "The list with one more element, before the one in that place.",
                "lists.insertAtIndex([1, 2], 1, 9)",
                "[1, 9, 2]")
            .gives(LIST, arguments -> changed(arguments, "insert", 1)),
        function("lists.removeAtIndex", LIST, INT)
            .doc(
                "The list without the element in one place.",
                "lists.removeAtIndex([1, 2, 3], 1)",
                "[1, 3]")
            .gives(LIST, arguments -> changed(arguments, "remove", 0)));
  }

  /**
   * The list with a change.
   *
   * @param beyond places behind the last element that there may be a change in
   */
  private static Object changed(Arguments arguments, String change, int beyond) {
    List<@Nullable Object> list = arguments.list(0);
    long index = arguments.integer(1);
    if (index < 0 || index >= (long) list.size() + beyond) {
      throw Failures.outOfBounds(
          "lists."
              + change
              + "AtIndex: index "
              + index
              + " is out of bounds of a list of "
              + list.size());
    }
    arguments.budget().elements(list.size() + 1L);
    List<@Nullable Object> changed = new ArrayList<>(list);
    switch (change) {
      case "set" -> changed.set((int) index, arguments.value(2));
      case "insert" -> changed.add((int) index, arguments.value(2));
      default -> changed.remove((int) index);
    }
    return Collections.unmodifiableList(changed);
  }
}
