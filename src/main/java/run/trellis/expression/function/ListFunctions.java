package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.ANY;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.LIST;
import static run.trellis.expression.function.Kind.SCALARS;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.ScalarText;
import run.trellis.expression.Values;

/** Methods of lists, and {@code range}, which makes one. */
final class ListFunctions {

  private ListFunctions() {}

  static List<Definition> all() {
    List<Definition> all = new ArrayList<>(looking());
    all.addAll(making());
    all.addAll(ListOrdering.all());
    return all;
  }

  private static List<Definition> looking() {
    return List.of(
        method("size", LIST)
            .doc("Number of elements.", "{'a', 'b'}.size()", "2")
            .gives(INTEGER, call -> (long) call.list(0).size()),
        method("isEmpty", LIST)
            .doc("Whether it has no elements.", "{'a'}.isEmpty()", "false")
            .gives(BOOLEAN, call -> call.list(0).isEmpty()),
        method("contains", LIST, ANY.as("element"))
            .doc("Whether an element equals the given one.", "{1, 2}.contains(2)", "true")
            .gives(BOOLEAN, call -> indexOf(call) >= 0),
        method("indexOf", LIST, ANY.as("element"))
            .doc(
                "Place of the first element that equals the given one, -1 if there is none.",
                "{'a', 'b'}.indexOf('b')",
                "1")
            .gives(INTEGER, call -> (long) indexOf(call)),
        method("first", LIST)
            .doc("The first element, `null` of an empty list.", "{'a', 'b'}.first()", "'a'")
            .gives(
                Result.ELEMENT.orNull(),
                call -> call.list(0).isEmpty() ? null : call.list(0).getFirst()),
        method("last", LIST)
            .doc("The last element, `null` of an empty list.", "{'a', 'b'}.last()", "'b'")
            .gives(
                Result.ELEMENT.orNull(),
                call -> call.list(0).isEmpty() ? null : call.list(0).getLast()));
  }

  private static List<Definition> making() {
    return List.of(
        method("slice", LIST, INTEGER.as("from"), INTEGER.optional("to"))
            .doc(
                "The elements from `from` up to, not including, `to`, or up to the end.",
                "{'a', 'b', 'c'}.slice(1, 3)",
                "{'b', 'c'}")
            .gives(Result.RECEIVER, ListFunctions::slice),
        method("reverse", LIST)
            .doc("The elements in reverse order.", "{1, 2, 3}.reverse()", "{3, 2, 1}")
            .gives(Result.RECEIVER, ListFunctions::reverse),
        method("distinct", LIST)
            .doc(
                "The elements without repetitions, each at its first place.",
                "{1, 2, 1}.distinct()",
                "{1, 2}")
            .gives(Result.RECEIVER, ListFunctions::distinct),
        method("flatten", LIST, INTEGER.optional("depth"))
            .doc(
                "The elements, with lists among them replaced by their elements: once, or to a"
                    + " depth.",
                "{{1, 2}, {3}}.flatten()",
                "{1, 2, 3}")
            .gives(Result.NESTED_ELEMENTS, ListFunctions::flatten),
        method("join", SCALARS, TEXT.optional("separator"))
            .doc(
                "The elements, which are scalars, as one text.",
                "{'a', 1, true}.join('-')",
                "'a-1-true'")
            .gives(TEXT, ListFunctions::join),
        Definition.function("range", INTEGER.as("count"))
            .doc("The integers from 0 up to, not including, `count`.", "range(3)", "{0, 1, 2}")
            .gives(Result.INTEGERS, call -> range(0, call.integer(0), call)),
        Definition.function("range", INTEGER.as("from"), INTEGER.as("to"))
            .doc("The integers from `from` up to, not including, `to`.", "range(2, 5)", "{2, 3, 4}")
            .gives(Result.INTEGERS, call -> range(call.integer(0), call.integer(1), call)));
  }

  private static int indexOf(Call call) {
    List<@Nullable Object> list = call.list(0);
    for (int i = 0; i < list.size(); i++) {
      if (Values.equal(list.get(i), call.value(1), call.budget())) {
        return i;
      }
    }
    return -1;
  }

  private static Object slice(Call call) {
    List<@Nullable Object> list = call.list(0);
    int from = placeIn(list, call, 1);
    int to = call.has(2) ? placeIn(list, call, 2) : list.size();
    if (from > to) {
      throw Messages.outOfBounds("from is " + from + ", after to, which is " + to);
    }
    call.budget().elements(to - from);
    return Call.sealed(new ArrayList<>(list.subList(from, to)));
  }

  private static int placeIn(List<?> list, Call call, int index) {
    long place = call.integer(index);
    if (place < 0 || place > list.size()) {
      throw Messages.outOfBounds(
          "a place must be between 0 and the size " + list.size() + ", not " + place);
    }
    return (int) place;
  }

  private static Object reverse(Call call) {
    call.budget().elements(call.list(0).size());
    List<@Nullable Object> reversed = new ArrayList<>(call.list(0));
    Collections.reverse(reversed);
    return Call.sealed(reversed);
  }

  private static Object distinct(Call call) {
    List<@Nullable Object> list = call.list(0);
    call.budget().elements(list.size());
    Order.announceSort(list.size(), call.budget());
    // A tree, because texts can be chosen so that a hash table of lists of them takes for ever.
    TreeSet<@Nullable Object> seen = new TreeSet<>(new Order(call.budget()));
    List<@Nullable Object> distinct = new ArrayList<>();
    for (Object element : list) {
      if (seen.add(element)) {
        distinct.add(element);
      }
    }
    return Call.sealed(distinct);
  }

  private static Object flatten(Call call) {
    long depth = call.integer(1, 1);
    if (depth < 0) {
      throw Messages.invalid("depth must not be negative, but is " + depth);
    }
    call.budget().elements(flatSize(call.list(0), depth, 0, call));
    List<@Nullable Object> flat = new ArrayList<>();
    addFlat(call.list(0), depth, flat);
    return Call.sealed(flat);
  }

  /** Counted before anything is made: lists that share their parts are larger than they look. */
  private static long flatSize(List<?> list, long depth, int level, Call call) {
    call.budget().depth(level);
    call.budget().step();
    long size = 0;
    for (Object element : list) {
      size +=
          depth > 0 && element instanceof List<?> inner
              ? flatSize(inner, depth - 1, level + 1, call)
              : 1;
    }
    return size;
  }

  private static void addFlat(List<?> list, long depth, List<@Nullable Object> flat) {
    for (Object element : list) {
      if (depth > 0 && element instanceof List<?> inner) {
        addFlat(inner, depth - 1, flat);
      } else {
        flat.add(element);
      }
    }
  }

  private static Object join(Call call) {
    List<@Nullable Object> list = call.list(0);
    String separator = call.has(1) ? call.text(1) : "";
    call.budget().steps(list.size());
    call.budget().text((long) separator.length() * Math.max(0, list.size() - 1));
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < list.size(); i++) {
      if (!Kind.SCALAR.takes(list.get(i))) {
        throw Messages.mismatch(
            "element " + i + " must be a scalar, not " + Values.describe(list.get(i)));
      }
      text.append(i == 0 ? "" : separator).append(call.announced(ScalarText.of(list.get(i))));
    }
    return text.toString();
  }

  private static Object range(long from, long to, Call call) {
    if (to < from) {
      throw Messages.invalid(
          from == 0
              ? "count must not be negative, but is " + to
              : "to is " + to + ", before from, " + from);
    }
    // The difference of two far ends overflows to a negative number, which no budget would refuse.
    call.budget().elements(to - from < 0 ? Long.MAX_VALUE / Long.SIZE : to - from);
    List<@Nullable Object> range = new ArrayList<>((int) (to - from));
    for (long i = from; i < to; i++) {
      range.add(i);
    }
    return Call.sealed(range);
  }
}
