package run.trellis.reconcile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.JsonTree;

/**
 * How an object differs from what is expected of it. What is not mentioned may be as it likes.
 *
 * <p>Of a map, the mentioned keys must match, and {@code null} stands for a key that is not there.
 * A list must have as many elements, each of which matches. A map in place of a list is about the
 * elements that have its keys as their type, id or name. Text that begins with {@code ~} must be
 * contained, one that begins with {@code ^} is a regular expression, and {@code "*"} is anything at
 * all.
 */
final class Difference {

  private static final List<String> IDENTITIES = List.of("type", "id", "name");

  private final List<String> found = new ArrayList<>();

  private Difference() {}

  /** One line for each place that does not match; empty if all do. */
  static List<String> between(@Nullable Object expected, @Nullable Object actual) {
    Difference difference = new Difference();
    difference.compare("", expected, actual);
    return List.copyOf(difference.found);
  }

  private void compare(String path, @Nullable Object expected, @Nullable Object actual) {
    switch (expected) {
      case Map<?, ?> fields when actual instanceof Map<?, ?> ->
          fields.forEach(
              (key, value) ->
                  compare(
                      FieldPath.field(path, String.valueOf(key)),
                      value,
                      JsonTree.mapAt(actual).get(String.valueOf(key))));
      case Map<?, ?> entries when actual instanceof List<?> items ->
          entries.forEach(
              (key, value) ->
                  compare(
                      path + "[" + key + "]",
                      value,
                      element(items, String.valueOf(key)).orElse(null)));
      case List<?> items when actual instanceof List<?> others && items.size() == others.size() -> {
        for (int i = 0; i < items.size(); i++) {
          compare(FieldPath.element(path, i), items.get(i), others.get(i));
        }
      }
      case String text when isMatch(text, actual) -> {}
      case null, default -> {
        if (!Objects.equals(expected, actual)) {
          found.add(path + ": wanted " + expected + ", found " + actual);
        }
      }
    }
  }

  private static Optional<Object> element(List<?> items, String key) {
    return items.stream()
        .filter(
            item -> IDENTITIES.stream().anyMatch(field -> JsonTree.textAt(item, field).equals(key)))
        .<Object>map(item -> item)
        .findFirst();
  }

  private static boolean isMatch(String pattern, @Nullable Object actual) {
    if (pattern.equals("*")) {
      return actual != null;
    }
    String text = String.valueOf(actual);
    return pattern.startsWith("~")
        ? text.contains(pattern.substring(1))
        : pattern.startsWith("^") && Pattern.compile(pattern).matcher(text).find();
  }
}
