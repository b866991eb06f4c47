package run.trellis.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.graph.Template;

/**
 * The author's status fields. Each leaf stands for itself: one that waits or fails loses only its
 * own field.
 *
 * @param status the fields whose sources are there
 * @param failures path of each field that failed, with the message
 */
record StatusProjection(Map<String, @Nullable Object> status, Map<String, String> failures) {

  static StatusProjection of(Template.Fields template, Bindings bindings, Budget budget) {
    Map<String, String> failures = new LinkedHashMap<>();
    Object status = project(template, "status", bindings, budget, failures);
    return new StatusProjection(JsonTree.mapAt(status), failures);
  }

  private static @Nullable Object project(
      Template template,
      String path,
      Bindings bindings,
      Budget budget,
      Map<String, String> failures) {
    if (template instanceof Template.Fields(Map<String, Template> fields)) {
      Map<String, @Nullable Object> projected = new LinkedHashMap<>();
      for (String name : new LinkedHashSet<>(fields.keySet())) {
        Template below = fields.getOrDefault(name, Template.NOTHING);
        Object value = project(below, path + "." + name, bindings, budget, failures);
        if (value != null) {
          projected.put(name, value);
        }
      }
      return projected.isEmpty() ? null : Collections.unmodifiableMap(projected);
    }
    return switch (Renderer.render(template, bindings, budget)) {
      case Rendering.Value(@Nullable Object value) -> value;
      case Rendering.Pending _ -> null;
      case Rendering.Failed(var _, String message) -> {
        failures.put(path, message);
        yield null;
      }
    };
  }
}
