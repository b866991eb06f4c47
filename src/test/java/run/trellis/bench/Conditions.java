package run.trellis.bench;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/** Conditions in the status of objects. */
final class Conditions {

  private Conditions() {}

  /** Whether a condition is true. */
  static boolean hold(Map<String, @Nullable Object> object, String type) {
    return JsonTree.listAt(object, "status", "conditions").stream()
        .anyMatch(
            condition ->
                JsonTree.textAt(condition, "type").equals(type)
                    && JsonTree.textAt(condition, "status").equals("True"));
  }
}
