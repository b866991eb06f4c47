package run.trellis.testing;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/**
 * How kubectl plugins, Flux and Helm read any object: the generic rules of kstatus
 * (sigs.k8s.io/cli-utils, {@code pkg/kstatus/status/generic.go}), in their order.
 */
public enum KStatus {
  TERMINATING,
  IN_PROGRESS,
  FAILED,
  CURRENT;

  /** What the tools take an object for. */
  public static KStatus of(Map<String, @Nullable Object> object) {
    if (JsonTree.at(object, "metadata", "deletionTimestamp") != null) {
      return TERMINATING;
    }
    Object observed = JsonTree.at(object, "status", "observedGeneration");
    if (observed != null
        && !Objects.equals(observed, JsonTree.at(object, "metadata", "generation"))) {
      return IN_PROGRESS;
    }
    if (isTrue(object, "Reconciling")) {
      return IN_PROGRESS;
    }
    if (isTrue(object, "Stalled")) {
      return FAILED;
    }
    String ready = status(object, "Ready");
    return ready.equals("False") || ready.equals("Unknown") ? IN_PROGRESS : CURRENT;
  }

  private static boolean isTrue(Map<String, @Nullable Object> object, String type) {
    return status(object, type).equals("True");
  }

  private static String status(Map<String, @Nullable Object> object, String type) {
    return JsonTree.listAt(object, "status", "conditions").stream()
        .filter(condition -> JsonTree.textAt(condition, "type").equals(type))
        .map(condition -> JsonTree.textAt(condition, "status"))
        .findFirst()
        .orElse("");
  }
}
