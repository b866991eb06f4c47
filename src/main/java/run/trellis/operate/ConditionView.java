package run.trellis.operate;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import run.trellis.api.Condition;

/** A condition as the Kubernetes API writes it. */
record ConditionView(
    String type,
    String status,
    String reason,
    String message,
    long observedGeneration,
    Instant lastTransitionTime) {

  static List<ConditionView> all(List<Condition> conditions) {
    return conditions.stream()
        .map(
            condition ->
                new ConditionView(
                    condition.type(),
                    condition.status().value(),
                    condition.reason(),
                    condition.message(),
                    condition.observedGeneration(),
                    condition.lastTransitionTime()))
        .toList();
  }

  static Optional<Condition> find(List<Condition> conditions, String type) {
    return conditions.stream().filter(condition -> condition.type().equals(type)).findFirst();
  }

  static boolean isTrue(List<Condition> conditions, String type) {
    return find(conditions, type)
        .filter(condition -> condition.status() == Condition.Status.TRUE)
        .isPresent();
  }
}
