package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.ValueTypes.CONDITION;
import static run.trellis.expression.cel.ValueTypes.DYN;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.mapOf;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Status conditions: making them, and reading those of objects. Only where the scope has the name
 * {@link #NAMESPACE}.
 */
final class ConditionFunctions {

  static final String NAMESPACE = "runtime";
  static final String NEW = "runtime.newCondition";
  static final String READ = "runtime.condition";

  private static final Set<String> STATUSES = Set.of("True", "False", "Unknown");

  private ConditionFunctions() {}

  static List<Overload> all() {
    return List.of(
        function(NEW, mapOf(STRING, STRING))
            .doc(
                "A condition of a status: `type` and `status` (`True`, `False`, `Unknown`), perhaps"
                    + " `reason` and `message`; keys without quotes. Only among the conditions of a"
                    + " status.",
                "runtime.newCondition({type: 'Ready', status: 'True'}).status",
                "'True'")
            .gives(CONDITION, arguments -> made(arguments.map(0))),
        function(READ, DYN, STRING)
            .doc(
                "A condition of an object by its type, with empty fields if there is none. Only"
                    + " among the conditions of a status.",
                "runtime.condition({'status': {}}, 'Ready').status",
                "''")
            .gives(CONDITION, arguments -> read(arguments.value(0), arguments)));
  }

  private static ConditionValue made(Map<Object, @Nullable Object> fields) {
    fields.forEach(
        (name, value) -> {
          if (!(value instanceof String)) {
            throw Failures.mismatch(
                NEW + ": " + name + " must be a string, not " + TypeValue.of(value).name());
          }
        });
    ConditionValue condition = ConditionValue.of(fields);
    if (condition.type().isEmpty()) {
      throw Failures.invalid(NEW + ": type must not be empty");
    }
    if (!STATUSES.contains(condition.status())) {
      throw Failures.invalid(
          NEW + ": status must be one of True, False, Unknown, not " + condition.status());
    }
    return condition;
  }

  private static ConditionValue read(@Nullable Object object, Arguments arguments) {
    if (!(object instanceof Map<?, ?> fields)) {
      throw Failures.mismatch(READ + " needs an object, not " + TypeValue.of(object).name());
    }
    for (Object condition : conditions(fields)) {
      arguments.budget().step();
      if (condition instanceof Map<?, ?> map && arguments.text(1).equals(map.get("type"))) {
        return ConditionValue.of(map);
      }
      if (condition instanceof ConditionValue value && value.type().equals(arguments.text(1))) {
        return value;
      }
    }
    return ConditionValue.MISSING;
  }

  private static List<?> conditions(Map<?, ?> object) {
    Object status = object.get("status");
    if (status != null && !(status instanceof Map<?, ?>)) {
      throw Failures.mismatch(READ + ": the status of the object is no object");
    }
    Object conditions = status instanceof Map<?, ?> map ? map.get("conditions") : null;
    if (conditions != null && !(conditions instanceof List<?>)) {
      throw Failures.mismatch(READ + ": the conditions of the object are no list");
    }
    return conditions instanceof List<?> list ? list : List.of();
  }
}
