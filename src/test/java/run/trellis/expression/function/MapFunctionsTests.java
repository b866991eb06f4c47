package run.trellis.expression.function;

import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.list;
import static run.trellis.expression.function.Case.method;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MapFunctionsTests {

  @ParameterizedTest
  @MethodSource
  void gives(Case row) {
    row.check();
  }

  static List<Case> gives() {
    Map<String, Object> backwards = new TreeMap<>(java.util.Comparator.reverseOrder());
    backwards.putAll(Map.of("a", 1, "b", 2));
    Map<String, @Nullable Object> withNull = new TreeMap<>();
    withNull.put("a", null);
    return List.of(
        method(Map.of(), "size").gives(0),
        method(backwards, "size").gives(2),
        method(Map.of(), "isEmpty").gives(true),
        method(backwards, "isEmpty").gives(false),
        method(withNull, "containsKey", "a").gives(true),
        method(withNull, "containsKey", "b").gives(false),
        method(withNull, "containsKey", 1).fails(TYPE_MISMATCH, "key must be a string, not 1"),
        method(backwards, "keys").gives(list("a", "b")),
        method(backwards, "values").gives(list(1, 2)),
        method(withNull, "values").gives(list((Object) null)),
        method(Map.of("\uFFFD", 1, "😀", 2), "keys").gives(list("\uFFFD", "😀")),
        method(backwards, "entries")
            .gives(list(Map.of("key", "a", "value", 1), Map.of("key", "b", "value", 2))),
        method(backwards, "merge", Map.of("b", 3, "c", 4)).gives(Map.of("a", 1, "b", 3, "c", 4)),
        method(Map.of("a", 1), "merge", withNull).gives(withNull),
        method(Map.of(), "merge", Map.of()).gives(Map.of()),
        method(Map.of(), "merge", list()).fails(TYPE_MISMATCH, "other must be a map, not a list"),
        method(Map.of("a", Map.of("x", 1, "y", 2)), "merge", Map.of("a", Map.of("y", 3)))
            .gives(Map.of("a", Map.of("y", 3))),
        method(
                Map.of("a", Map.of("x", 1, "y", 2), "l", list(1)),
                "deepMerge",
                Map.of("a", Map.of("y", 3), "l", list(2)))
            .gives(Map.of("a", Map.of("x", 1, "y", 3), "l", list(2))),
        method(Map.of("a", Map.of("x", 1)), "deepMerge", withNull).gives(withNull),
        method(Map.of("a", 1), "deepMerge", Map.of("a", Map.of("x", 1)))
            .gives(Map.of("a", Map.of("x", 1))),
        method(Map.of("a", 1, "b", 2, "c", 3), "without", "a", "x", "b").gives(Map.of("c", 3)),
        method(Map.of("a", 1), "without").gives(Map.of("a", 1)),
        method(Map.of("a", 1, "b", 2), "without", list("a")).gives(Map.of("b", 2)),
        method(Map.of("a", 1), "without", 1).fails(TYPE_MISMATCH, "keys must be a list, not 1"),
        method(Map.of("a", 1), "without", list(1)).fails(TYPE_MISMATCH, "a key must be a string"),
        method("x", "keys").fails(TYPE_MISMATCH, "keys is a method of map, not of 'x'"));
  }
}
