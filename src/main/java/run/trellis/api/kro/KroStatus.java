package run.trellis.api.kro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.EngineStatus;

/** What APIs of the kro dialect have in their status, and which columns they show. */
final class KroStatus {

  static final EngineStatus VALUE =
      new EngineStatus(
          properties(),
          List.of(
              EngineStatus.column("State", "string", ".status.state"),
              EngineStatus.column(
                  "Ready", "string", ".status.conditions[?(@.type==\"Ready\")].status")),
          List.of(EngineStatus.AGE),
          true);

  private KroStatus() {}

  private static Map<String, @Nullable Object> properties() {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (String field : List.of("type", "status", "reason", "message", "lastTransitionTime")) {
      fields.put(field, Map.of("type", "string"));
    }
    fields.put("observedGeneration", Map.of("type", "integer"));
    Map<String, @Nullable Object> properties = new LinkedHashMap<>();
    properties.put("state", Map.of("type", "string"));
    properties.put(
        "conditions",
        Map.of("type", "array", "items", Map.of("type", "object", "properties", fields)));
    properties.put("graph", EngineStatus.GRAPH);
    return properties;
  }
}
