package run.trellis.expression.function;

import static java.util.Objects.requireNonNull;
import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.LIST;
import static run.trellis.expression.function.Kind.MAP;
import static run.trellis.expression.function.Kind.TEXT;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Values;

/**
 * Methods of maps. What lists the content does so in the order of the keys: how a map came to be
 * must not show.
 */
final class MapFunctions {

  private MapFunctions() {}

  static List<Definition> all() {
    return List.of(
        method("size", MAP)
            .doc("Number of keys.", "{a: 1, b: 2}.size()", "2")
            .gives(INTEGER, call -> (long) call.map(0).size()),
        method("isEmpty", MAP)
            .doc("Whether it has no keys.", "{a: 1}.isEmpty()", "false")
            .gives(BOOLEAN, call -> call.map(0).isEmpty()),
        method("containsKey", MAP, TEXT.as("key"))
            .doc("Whether it has the key, whatever the value.", "{a: 1}.containsKey('a')", "true")
            .gives(BOOLEAN, call -> call.map(0).containsKey(call.text(1))),
        method("keys", MAP)
            .doc("The keys, sorted.", "{b: 1, a: 2}.keys()", "{'a', 'b'}")
            .gives(Result.TEXTS, call -> Call.sealed(sortedKeys(call))),
        method("values", MAP)
            .doc(
                "The values, in the order of their sorted keys.", "{b: 1, a: 2}.values()", "{2, 1}")
            .gives(Result.VALUES, MapFunctions::values),
        method("entries", MAP)
            .doc(
                "A map with `key` and `value` for each key, in the order of the sorted keys.",
                "{b: 1, a: 2}.entries()",
                "{{key: 'a', value: 2}, {key: 'b', value: 1}}")
            .gives(Result.ENTRIES, MapFunctions::entries),
        method("merge", MAP, MAP.as("other"))
            .doc(
                "All entries of both maps; where both have a key, that of the other.",
                "{a: 1, b: 2}.merge({b: 3})",
                "{a: 1, b: 3}")
            .gives(Result.MERGED, MapFunctions::merge),
        method("deepMerge", MAP, MAP.as("other"))
            .doc(
                "Like `merge`, but where both have a map for a key, those are merged too. Lists are"
                    + " not.",
                "{a: {x: 1, y: 2}}.deepMerge({a: {y: 3}})",
                "{a: {x: 1, y: 3}}")
            .gives(Result.DEEP_MERGED, call -> deepMerge(call.map(0), call.map(1), 0, call)),
        method("without", MAP, TEXT.repeated("keys"))
            .doc(
                "All entries but those of the given keys.",
                "{a: 1, b: 2, c: 3}.without('a', 'b')",
                "{c: 3}")
            .gives(Result.RECEIVER_MAP, call -> without(call, call.from(1))),
        method("without", MAP, LIST.as("keys"))
            .doc(
                "All entries but those of a list of keys.", "{a: 1, b: 2}.without({'a'})", "{b: 2}")
            .gives(Result.RECEIVER_MAP, call -> without(call, call.list(1))));
  }

  private static List<String> sortedKeys(Call call) {
    call.budget().elements(call.map(0).size());
    return Order.sortedKeys(call.map(0), call.budget());
  }

  private static Object values(Call call) {
    List<@Nullable Object> values = new ArrayList<>();
    sortedKeys(call).forEach(key -> values.add(call.map(0).get(key)));
    return Call.sealed(values);
  }

  private static Object entries(Call call) {
    List<@Nullable Object> entries = new ArrayList<>();
    for (String key : sortedKeys(call)) {
      Map<String, @Nullable Object> entry = new LinkedHashMap<>();
      entry.put("key", key);
      entry.put("value", call.map(0).get(key));
      entries.add(Collections.unmodifiableMap(entry));
    }
    return Call.sealed(entries);
  }

  private static Object merge(Call call) {
    call.budget().elements((long) call.map(0).size() + call.map(1).size());
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(call.map(0));
    merged.putAll(call.map(1));
    return Collections.unmodifiableMap(merged);
  }

  private static Map<String, @Nullable Object> deepMerge(
      Map<String, @Nullable Object> left,
      Map<String, @Nullable Object> right,
      int depth,
      Call call) {
    call.budget().depth(depth);
    call.budget().elements((long) left.size() + right.size());
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(left);
    right.forEach(
        (key, value) -> {
          boolean both = left.get(key) instanceof Map<?, ?> && value instanceof Map<?, ?>;
          merged.put(
              key, both ? deepMerge(map(left.get(key)), map(value), depth + 1, call) : value);
        });
    return Collections.unmodifiableMap(merged);
  }

  @SuppressWarnings("unchecked") // keys of the value model are text
  private static Map<String, @Nullable Object> map(@Nullable Object value) {
    return (Map<String, @Nullable Object>) requireNonNull(value);
  }

  private static Object without(Call call, List<@Nullable Object> keys) {
    call.budget().elements(call.map(0).size());
    call.budget().steps(keys.size());
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(call.map(0));
    for (Object key : keys) {
      if (!(key instanceof String)) {
        throw Messages.mismatch("a key must be a string, not " + Values.describe(key));
      }
      rest.remove(key);
    }
    return Collections.unmodifiableMap(rest);
  }
}
