package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.MAP;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/** Methods of maps. */
final class MapFunctions {

  private MapFunctions() {}

  static List<Overload> all() {
    return List.of(
        function("size", MAP).gives(INT, MapFunctions::size),
        method("size", MAP)
            .doc("Number of keys.", "{'a': 1, 'b': 2}.size()", "2")
            .gives(INT, MapFunctions::size),
        method("merge", MAP, MAP)
            .doc(
                "All entries of both maps; where both have a key, that of the other.",
                "{'a': 1, 'b': 2}.merge({'b': 3})",
                "{'a': 1, 'b': 3}")
            .gives(MAP, MapFunctions::merge),
        method("deepMerge", DYN, DYN)
            .doc(
                "Like `merge`, but where both have a map for a key, those are merged too. Lists are"
                    + " not.",
                "{'a': {'x': 1, 'y': 2}}.deepMerge({'a': {'y': 3}})",
                "{'a': {'x': 1, 'y': 3}}")
            .gives(
                DYN,
                arguments ->
                    deepMerge(
                        map(arguments.value(0)), map(arguments.value(1)), 0, arguments.budget())));
  }

  private static Object size(Arguments arguments) {
    return (long) arguments.map(0).size();
  }

  private static Object merge(Arguments arguments) {
    Map<Object, @Nullable Object> left = arguments.map(0);
    Map<Object, @Nullable Object> right = arguments.map(1);
    arguments.budget().elements((long) left.size() + right.size());
    Map<Object, @Nullable Object> merged = new LinkedHashMap<>(left);
    right.forEach((key, value) -> merged.put(own(merged, key), value));
    return Collections.unmodifiableMap(merged);
  }

  /** The key that the map has already, in whatever type of number. */
  private static Object own(Map<Object, @Nullable Object> map, Object key) {
    Object same = Keys.find(map, key);
    return same == null ? key : same;
  }

  private static Map<?, ?> map(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw Failures.mismatch("deepMerge needs maps, not " + TypeValue.of(value).name());
  }

  private static Map<Object, @Nullable Object> deepMerge(
      Map<?, ?> left, Map<?, ?> right, int depth, Budget budget) {
    budget.depth(depth);
    budget.elements((long) left.size() + right.size());
    Map<Object, @Nullable Object> merged = new LinkedHashMap<>(left);
    right.forEach(
        (key, value) -> {
          Object own = own(merged, key);
          boolean both = merged.get(own) instanceof Map<?, ?> && value instanceof Map<?, ?>;
          merged.put(
              own, both ? deepMerge(map(merged.get(own)), map(value), depth + 1, budget) : value);
        });
    return Collections.unmodifiableMap(merged);
  }
}
