package run.trellis.expression.cel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.InnerValue;

/** A status condition; outside a map of its fields. */
record ConditionValue(String type, String status, String reason, String message)
    implements InnerValue {

  static final List<String> FIELDS = List.of("type", "status", "reason", "message");

  /** What stands for a condition that an object does not have. */
  static final ConditionValue MISSING = new ConditionValue("", "", "", "");

  /** A condition of an object, as far as its fields are text. */
  static ConditionValue of(Map<?, ?> fields) {
    return new ConditionValue(
        text(fields, "type"),
        text(fields, "status"),
        text(fields, "reason"),
        text(fields, "message"));
  }

  private static String text(Map<?, ?> fields, String name) {
    return fields.get(name) instanceof String text ? text : "";
  }

  /** One of {@link #FIELDS}. */
  String field(String name) {
    return switch (name) {
      case "type" -> type;
      case "status" -> status;
      case "reason" -> reason;
      case "message" -> message;
      default -> throw new IllegalArgumentException("a condition has no " + name);
    };
  }

  @Override
  public Map<String, @Nullable Object> outside() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    FIELDS.forEach(name -> fields.put(name, field(name)));
    return Collections.unmodifiableMap(fields);
  }
}
