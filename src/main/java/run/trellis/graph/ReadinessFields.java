package run.trellis.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import run.trellis.api.GroupVersionKind;

/**
 * Fields that the standard readiness of each kind reads; the rules themselves are {@code
 * run.trellis.resolve}'s. Kept apart because the compiler must know the fields before anything is
 * evaluated.
 */
public final class ReadinessFields {

  /** Tells whether a status is about the present spec; read whatever the author's conditions. */
  public static final FieldMask CURRENT = paths("status.observedGeneration");

  private static final FieldMask ANY_KIND = paths("status.conditions", "status.observedGeneration");

  private static final Map<String, FieldMask> BY_KIND =
      Map.ofEntries(
          Map.entry(
              "apps/Deployment",
              paths(
                  "spec.replicas",
                  "status.replicas",
                  "status.updatedReplicas",
                  "status.availableReplicas")),
          Map.entry(
              "apps/ReplicaSet",
              paths(
                  "spec.replicas",
                  "status.replicas",
                  "status.fullyLabeledReplicas",
                  "status.availableReplicas")),
          Map.entry(
              "apps/StatefulSet",
              paths(
                  "spec.replicas",
                  "spec.updateStrategy",
                  "status.replicas",
                  "status.readyReplicas",
                  "status.updatedReplicas",
                  "status.currentRevision",
                  "status.updateRevision")),
          Map.entry(
              "apps/DaemonSet",
              paths(
                  "spec.updateStrategy.type",
                  "status.desiredNumberScheduled",
                  "status.updatedNumberScheduled",
                  "status.numberAvailable")),
          Map.entry("/Pod", paths("status.phase", "status.reason", "status.message")),
          Map.entry("/PersistentVolumeClaim", paths("status.phase")),
          Map.entry("/Namespace", paths("status.phase")),
          Map.entry("/Service", paths("spec.type", "status.loadBalancer.ingress")));

  private ReadinessFields() {}

  /** The fields of a kind that its standard readiness reads. */
  public static FieldMask of(GroupVersionKind type) {
    return ANY_KIND.union(
        BY_KIND.getOrDefault(type.group() + "/" + type.kind(), FieldMask.NOTHING));
  }

  private static FieldMask paths(String... paths) {
    return FieldMask.ofAll(Arrays.stream(paths).map(path -> List.of(path.split("\\."))).toList());
  }
}
