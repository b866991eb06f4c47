package run.trellis.resolve;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a field of an object is.
 *
 * @param steps from the root, in the form of {@code fieldsV1}: {@code f:} and a field's name, or
 *     {@code k:} and the keys of an item
 */
public record FieldPath(List<String> steps) {

  private static final String FIELD = "f:";

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** The path of a field, or of the first field in it that is not a map. */
  static FieldPath of(String name, @Nullable Object value) {
    List<String> steps = new ArrayList<>(List.of(FIELD + name));
    Object below = value;
    while (below instanceof Map<?, ?> map && !map.isEmpty()) {
      Map.Entry<?, ?> first = map.entrySet().iterator().next();
      steps.add(FIELD + first.getKey());
      below = first.getValue();
    }
    return new FieldPath(steps);
  }

  /** The same path, one step further from the root. */
  FieldPath under(String step) {
    List<String> longer = new ArrayList<>(List.of(step));
    longer.addAll(steps);
    return new FieldPath(longer);
  }

  /** Whether a set of a field manager has this field, or a whole that it is part of. */
  boolean isIn(Map<String, @Nullable Object> managed) {
    Object below = managed;
    for (String step : steps) {
      if (!(below instanceof Map<?, ?> fields) || !fields.containsKey(step)) {
        return false;
      }
      below = fields.get(step);
      if (below instanceof Map<?, ?> part && part.isEmpty()) {
        return true;
      }
    }
    return true;
  }

  /** For messages: {@code spec.ports[{"port":80}].name}. */
  @Override
  public String toString() {
    return steps.stream().map(FieldPath::text).collect(Collectors.joining()).substring(1);
  }

  private static String text(String step) {
    String name = step.substring(FIELD.length());
    if (!step.startsWith(FIELD)) {
      return "[" + name + "]";
    }
    return name.contains(".") ? "[" + name + "]" : "." + name;
  }
}
