package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.Evaluated.Code.INDEX_OUT_OF_BOUNDS;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.OVERFLOW;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.list;
import static run.trellis.expression.function.Case.made;
import static run.trellis.expression.function.Case.method;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ListFunctionsTests {

  @ParameterizedTest
  @MethodSource
  void looksInto(Case row) {
    row.check();
  }

  static List<Case> looksInto() {
    return List.of(
        method(list(), "size").gives(0),
        method(list("a", null), "size").gives(2),
        method(list(), "isEmpty").gives(true),
        method(list((Object) null), "isEmpty").gives(false),
        method(list(1, 2), "contains", 2).gives(true),
        method(list(1, 2), "contains", 2.0).gives(true),
        method(list(1, 2), "contains", "2").gives(false),
        method(list(1, null), "contains", (Object) null).gives(true),
        method(list(list(1)), "contains", list(1.0)).gives(true),
        method(list(Map.of("a", 1, "b", 2)), "contains", Map.of("b", 2, "a", 1)).gives(true),
        method(list(made("quantity", "1Gi")), "contains", made("quantity", "1024Mi")).gives(true),
        method(list(9007199254740993L), "contains", 9007199254740992.0).gives(false),
        method(list("a", "b", "a"), "indexOf", "a").gives(0),
        method(list("a", "b"), "indexOf", "x").gives(-1),
        method(list("a", "b"), "first").gives("a"),
        method(list("a", "b"), "last").gives("b"),
        method(list(), "first").gives(null),
        method(list(), "last").gives(null),
        method("abc", "first").fails(TYPE_MISMATCH, "first is a method of list, not of 'abc'"));
  }

  @ParameterizedTest
  @MethodSource
  void makes(Case row) {
    row.check();
  }

  static List<Case> makes() {
    return List.of(
        method(list("a", "b", "c"), "slice", 1).gives(list("b", "c")),
        method(list("a", "b", "c"), "slice", 0, 2).gives(list("a", "b")),
        method(list("a", "b", "c"), "slice", 3).gives(list()),
        method(list("a"), "slice", 2).fails(INDEX_OUT_OF_BOUNDS, "between 0 and the size 1"),
        method(list("a"), "slice", -1).fails(INDEX_OUT_OF_BOUNDS, "not -1"),
        method(list("a", "b"), "slice", 2, 1).fails(INDEX_OUT_OF_BOUNDS, "from is 2, after to"),
        method(list(1, null, 3), "reverse").gives(list(3, null, 1)),
        method(list(1, 2, 1, 1.0, "1"), "distinct").gives(list(1, 2, "1")),
        method(list(null, list(1), null, list(1)), "distinct").gives(list(null, list(1))),
        method(list(Map.of("a", 1), Map.of("a", 2), Map.of("a", 1.0)), "distinct")
            .gives(list(Map.of("a", 1), Map.of("a", 2))),
        method(list(list(1, list(2)), 3, list()), "flatten").gives(list(1, list(2), 3)),
        method(list(list(1, list(2)), 3), "flatten", 2).gives(list(1, 2, 3)),
        method(list(list(1)), "flatten", 0).gives(list(list(1))),
        method(list(list(1)), "flatten", -1).fails(INVALID_ARGUMENT, "depth must not be negative"),
        method(list("a", 1, true, 2.0), "join", "-").gives("a-1-true-2"),
        method(list("a", "b"), "join").gives("ab"),
        method(list(), "join", ",").gives(""),
        method(list("a", null), "join", ",").fails(TYPE_MISMATCH, "element 1 must be a scalar"),
        method(list(list()), "join", ",").fails(TYPE_MISMATCH, "not a list of 0"),
        function("range", 3).gives(list(0, 1, 2)),
        function("range", 0).gives(list()),
        function("range", 2, 4).gives(list(2, 3)),
        function("range", -2, 0).gives(list(-2, -1)),
        function("range", -1).fails(INVALID_ARGUMENT, "count must not be negative, but is -1"),
        function("range", 3, 2).fails(INVALID_ARGUMENT, "to is 2, before from, 3"),
        function("range", "3").fails(TYPE_MISMATCH, "range: count must be an integer, not '3'"),
        function("range").fails(TYPE_MISMATCH, "range(count: integer) or range(from"));
  }

  @ParameterizedTest
  @MethodSource
  void orders(Case row) {
    row.check();
  }

  static List<Case> orders() {
    Object small = Map.of("spec", Map.of("size", 1), "name", "small");
    Object large = Map.of("spec", Map.of("size", 2.5), "name", "large");
    Object none = Map.of("name", "none");
    return List.of(
        method(list(3, 1.5, 2), "sort").gives(list(1.5, 2, 3)),
        method(list("b", "B", "ä", "a"), "sort").gives(list("B", "a", "b", "ä")),
        method(list("\uFFFD", "😀"), "sort").gives(list("\uFFFD", "😀")),
        method(list(true, false), "sort").gives(list(false, true)),
        method(list(), "sort").gives(list()),
        method(list(1, "a"), "sort").fails(TYPE_MISMATCH, "no order between 1 and 'a'"),
        method(list(1, null), "sort").fails(TYPE_MISMATCH, "no order between 1 and null"),
        method(list(list(1)), "sort").fails(TYPE_MISMATCH, "no order"),
        method(list(large, none, small), "sortBy", "spec.size").gives(list(none, small, large)),
        method(list(large, small), "sortBy", "name").gives(list(large, small)),
        method(list("a"), "sortBy", "name").fails(TYPE_MISMATCH, "'a' has no field 'name'"),
        method(list(small, Map.of("name", 1)), "sortBy", "name").fails(TYPE_MISMATCH, "no order"),
        method(list(3, 1, 2), "min").gives(1),
        method(list(3, 1, 2), "max").gives(3),
        method(list("b", "a"), "max").gives("b"),
        method(list(), "min").gives(null),
        method(list(), "max").gives(null),
        method(list(made("quantity", "1Gi"), made("quantity", "1G")), "max").gives("1Gi"),
        method(list(made("semver", "1.10.0"), made("semver", "1.9.0")), "max").gives("1.10.0"),
        method(list(1, "a"), "max").fails(TYPE_MISMATCH, "no order"),
        method(list(made("quantity", "1"), 1), "max").fails(TYPE_MISMATCH, "no order"),
        method(list(1, 2, 3), "sum").gives(6),
        method(list(1, 2.5), "sum").gives(3.5),
        method(list(), "sum").gives(0),
        method(list(made("quantity", "1Gi"), made("quantity", "512Mi")), "sum").gives("1536Mi"),
        method(list(Long.MAX_VALUE, 1), "sum").fails(OVERFLOW, "64"),
        method(list("1"), "sum").fails(TYPE_MISMATCH, "a number or a quantity, not '1'"));
  }

  @Property
  void sortingKeepsEveryElementAndPutsThemInOrder(@ForAll List<Long> numbers) {
    List<?> sorted = (List<?>) method(numbers, "sort").value();
    assertThat(sorted).isEqualTo(numbers.stream().sorted().toList());
  }

  @Property
  void sortsTextAsItsUtf8Sorts(@ForAll List<String> texts) {
    List<?> sorted = (List<?>) method(texts, "sort").value();
    List<String> expected =
        texts.stream()
            .sorted((a, b) -> java.util.Arrays.compareUnsigned(utf32(a), utf32(b)))
            .toList();
    assertThat(sorted).isEqualTo(expected);
  }

  private static int[] utf32(String text) {
    return text.codePoints().toArray();
  }

  @Property
  void distinctElementsAreThoseOfASet(@ForAll List<@Nullable Byte> elements) {
    Object distinct = method(elements, "distinct").value();
    assertThat(distinct)
        .isEqualTo(
            elements.stream()
                .distinct()
                .map(b -> b == null ? null : (Object) b.longValue())
                .toList());
  }
}
