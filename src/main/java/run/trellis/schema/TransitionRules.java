package run.trellis.schema;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;

/**
 * Finds rules that compare with the old value where the API server cannot tell which value is the
 * old one: below elements of a list that have no key. It refuses the whole definition for them.
 */
final class TransitionRules {

  private static final Pattern OLD_VALUE = Pattern.compile("\\boldSelf\\b");

  private TransitionRules() {}

  static void check(
      String path, Map<?, ? extends @Nullable Object> schema, List<Problem> problems) {
    if (schema.get("items") instanceof Map<?, ?> items) {
      boolean keyed = "map".equals(schema.get("x-kubernetes-list-type"));
      if (!keyed && hasTransitionRule(items)) {
        String message =
            "elements of this list cannot have `immutable` parts: nothing tells which one they"
                + " were";
        String hint = "give the list `listType=map` and a `listMapKey`";
        problems.add(Problem.at(path, ProblemCode.INVALID_MARKER, message, hint));
        return;
      }
      check(path, items, problems);
    }
    if (schema.get("additionalProperties") instanceof Map<?, ?> values) {
      check(path, values, problems);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties) {
      properties.forEach(
          (name, property) -> {
            if (property instanceof Map<?, ?> field) {
              check(FieldPath.field(path, String.valueOf(name)), field, problems);
            }
          });
    }
  }

  private static boolean hasTransitionRule(@Nullable Object schema) {
    if (!(schema instanceof Map<?, ?> map)) {
      return false;
    }
    boolean own =
        map.get("x-kubernetes-validations") instanceof List<?> rules
            && rules.stream()
                .anyMatch(
                    rule ->
                        rule instanceof Map<?, ?> fields
                            && OLD_VALUE.matcher(String.valueOf(fields.get("rule"))).find());
    return own
        || hasTransitionRule(map.get("items"))
        || hasTransitionRule(map.get("additionalProperties"))
        || (map.get("properties") instanceof Map<?, ?> properties
            && properties.values().stream().anyMatch(TransitionRules::hasTransitionRule));
  }
}
