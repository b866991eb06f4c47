package run.trellis.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/** Label selectors from their structured form to the text form that requests take. */
final class LabelSelector {

  private static final Set<String> FIELDS = Set.of("matchLabels", "matchExpressions");

  private LabelSelector() {}

  /**
   * The text form, with its requirements in a stable order.
   *
   * @param selector {@code matchLabels} and {@code matchExpressions}, as in {@code
   *     metav1.LabelSelector}
   * @throws IllegalArgumentException if it is no selector, or an operator does not exist: what
   *     selects nothing in particular must not come to select everything
   */
  static String text(@Nullable Object selector) {
    if (!(selector instanceof Map<?, ?> fields) || !FIELDS.containsAll(fields.keySet())) {
      throw new IllegalArgumentException(
          "came out as something other than a selector of matchLabels and matchExpressions");
    }
    List<String> requirements = new ArrayList<>();
    new TreeMap<>(JsonTree.mapAt(selector, "matchLabels"))
        .forEach((key, value) -> requirements.add(key + "=" + value));
    for (@Nullable Object expression : JsonTree.listAt(selector, "matchExpressions")) {
      requirements.add(requirement(expression));
    }
    return String.join(",", requirements);
  }

  private static String requirement(@Nullable Object expression) {
    String key = JsonTree.textAt(expression, "key");
    String values =
        JsonTree.listAt(expression, "values").stream()
            .map(String::valueOf)
            .sorted()
            .collect(Collectors.joining(",", "(", ")"));
    String operator = JsonTree.textAt(expression, "operator");
    return switch (operator) {
      case "In" -> key + " in " + values;
      case "NotIn" -> key + " notin " + values;
      case "Exists" -> key;
      case "DoesNotExist" -> "!" + key;
      default ->
          throw new IllegalArgumentException(
              "`"
                  + operator
                  + "` is not an operator of a label selector; use In, NotIn, Exists or"
                  + " DoesNotExist");
    };
  }
}
