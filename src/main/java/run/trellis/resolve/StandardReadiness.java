package run.trellis.resolve;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.resolve.NodeOutcome.Readiness;

/**
 * When an object is ready if its author does not say: the rules of kstatus, which kubectl, Flux and
 * Argo CD users know (sigs.k8s.io/cli-utils, package kstatus), with one difference: a Job is ready
 * when it is complete, not when it has started. Reads only {@link
 * run.trellis.graph.ReadinessFields}.
 */
final class StandardReadiness {

  private StandardReadiness() {}

  static Readiness of(KubeObject object) {
    if (object.isTerminating()) {
      return notReady(Reason.OBJECT_TERMINATING, object, "is being deleted");
    }
    if (number(object, 0, "status", "observedGeneration") < object.generation()
        && object.at("status", "observedGeneration") != null) {
      return notReady(
          Reason.NOT_READY, object, "has not been seen by its controller since its last change");
    }
    Optional<Readiness> stalled =
        condition(object, "Stalled")
            .filter(Condition::isTrue)
            .map(condition -> broken(object, "is stalled", condition));
    return stalled.orElseGet(() -> byKind(object));
  }

  private static Readiness byKind(KubeObject object) {
    return switch (object.type().group() + "/" + object.type().kind()) {
      case "apps/Deployment" -> deployment(object);
      case "apps/ReplicaSet" -> replicaSet(object);
      case "apps/StatefulSet" -> statefulSet(object);
      case "apps/DaemonSet" -> daemonSet(object);
      case "batch/Job" -> job(object);
      case "/Pod" -> pod(object);
      case "/PersistentVolumeClaim" -> phase(object, "Bound");
      case "/Namespace" -> phase(object, "Active");
      case "/Service" -> service(object);
      case "apiextensions.k8s.io/CustomResourceDefinition" -> customResourceDefinition(object);
      case "apiregistration.k8s.io/APIService" -> mustBeTrue(object, "Available");
      default -> anyKind(object);
    };
  }

  private static Readiness deployment(KubeObject object) {
    Optional<Readiness> failed =
        condition(object, "Progressing")
            .filter(condition -> condition.reason().equals("ProgressDeadlineExceeded"))
            .map(condition -> broken(object, "does not progress", condition));
    if (failed.isPresent()) {
      return failed.get();
    }
    if (object.at("status", "observedGeneration") == null) {
      return notReady(Reason.NOT_READY, object, "has not been seen by its controller yet");
    }
    long wanted = number(object, 1, "spec", "replicas");
    long updated = number(object, 0, "status", "updatedReplicas");
    long available = number(object, 0, "status", "availableReplicas");
    if (updated < wanted) {
      return notReady(
          Reason.NOT_READY, object, "has " + updated + " of " + wanted + " replicas updated");
    }
    if (number(object, 0, "status", "replicas") > updated) {
      return notReady(Reason.NOT_READY, object, "still has replicas of an older version");
    }
    return available < wanted
        ? notReady(
            Reason.NOT_READY, object, "has " + available + " of " + wanted + " replicas available")
        : Readiness.READY;
  }

  private static Readiness replicaSet(KubeObject object) {
    Optional<Readiness> failed =
        condition(object, "ReplicaFailure")
            .filter(Condition::isTrue)
            .map(
                condition ->
                    notReady(
                        Reason.NOT_READY,
                        object,
                        "cannot create its pods: " + condition.message()));
    if (failed.isPresent()) {
      return failed.get();
    }
    long wanted = number(object, 1, "spec", "replicas");
    long available =
        Math.min(
            number(object, 0, "status", "availableReplicas"),
            number(object, 0, "status", "fullyLabeledReplicas"));
    return available < wanted
        ? notReady(
            Reason.NOT_READY, object, "has " + available + " of " + wanted + " replicas available")
        : Readiness.READY;
  }

  private static Readiness statefulSet(KubeObject object) {
    if (JsonTree.textAt(object.tree(), "spec", "updateStrategy", "type").equals("OnDelete")) {
      return Readiness.READY;
    }
    long wanted = number(object, 1, "spec", "replicas");
    long ready = number(object, 0, "status", "readyReplicas");
    if (ready < wanted) {
      return notReady(
          Reason.NOT_READY, object, "has " + ready + " of " + wanted + " replicas ready");
    }
    if (number(object, 0, "status", "replicas") > wanted) {
      return notReady(Reason.NOT_READY, object, "still has more than " + wanted + " replicas");
    }
    long partition = number(object, 0, "spec", "updateStrategy", "rollingUpdate", "partition");
    long updated = number(object, 0, "status", "updatedReplicas");
    if (partition > 0) {
      return updated < wanted - partition
          ? notReady(
              Reason.NOT_READY,
              object,
              "has " + updated + " of " + (wanted - partition) + " replicas updated")
          : Readiness.READY;
    }
    return Objects.equals(
            object.at("status", "currentRevision"), object.at("status", "updateRevision"))
        ? Readiness.READY
        : notReady(Reason.NOT_READY, object, "still has replicas of an older version");
  }

  private static Readiness daemonSet(KubeObject object) {
    if (object.at("status", "observedGeneration") == null) {
      return notReady(Reason.NOT_READY, object, "has not been seen by its controller yet");
    }
    long wanted = number(object, 0, "status", "desiredNumberScheduled");
    boolean onDelete =
        JsonTree.textAt(object.tree(), "spec", "updateStrategy", "type").equals("OnDelete");
    long updated = onDelete ? wanted : number(object, 0, "status", "updatedNumberScheduled");
    if (updated < wanted) {
      return notReady(
          Reason.NOT_READY, object, "is updated on " + updated + " of " + wanted + " nodes");
    }
    long available = number(object, 0, "status", "numberAvailable");
    return available < wanted
        ? notReady(
            Reason.NOT_READY, object, "is available on " + available + " of " + wanted + " nodes")
        : Readiness.READY;
  }

  private static Readiness job(KubeObject object) {
    Optional<Readiness> failed =
        condition(object, "Failed")
            .filter(Condition::isTrue)
            .map(condition -> broken(object, "failed", condition));
    return failed.orElseGet(
        () ->
            condition(object, "Complete").filter(Condition::isTrue).isPresent()
                ? Readiness.READY
                : notReady(Reason.NOT_READY, object, "is not complete"));
  }

  private static Readiness pod(KubeObject object) {
    String phase = JsonTree.textAt(object.tree(), "status", "phase");
    return switch (phase) {
      case "Succeeded" -> Readiness.READY;
      case "Failed" ->
          new Readiness.Broken(
              Reason.NOT_READY,
              object.reference()
                  + " failed"
                  + suffix(JsonTree.textAt(object.tree(), "status", "message")));
      default ->
          condition(object, "Ready").filter(Condition::isTrue).isPresent()
              ? Readiness.READY
              : notReady(
                  Reason.NOT_READY,
                  object,
                  "is not ready"
                      + suffix(condition(object, "Ready").map(Condition::message).orElse("")));
    };
  }

  private static Readiness phase(KubeObject object, String wanted) {
    String phase = JsonTree.textAt(object.tree(), "status", "phase");
    return phase.equals(wanted)
        ? Readiness.READY
        : notReady(
            Reason.NOT_READY,
            object,
            phase.isEmpty() ? "is not " + wanted + " yet" : "is " + phase);
  }

  private static Readiness service(KubeObject object) {
    boolean waits =
        JsonTree.textAt(object.tree(), "spec", "type").equals("LoadBalancer")
            && JsonTree.listAt(object.tree(), "status", "loadBalancer", "ingress").isEmpty();
    return waits
        ? notReady(Reason.NOT_READY, object, "has no load balancer address yet")
        : Readiness.READY;
  }

  private static Readiness customResourceDefinition(KubeObject object) {
    Optional<Readiness> refused =
        condition(object, "NamesAccepted")
            .filter(Condition::isFalse)
            .map(condition -> broken(object, "has names that are taken", condition));
    return refused.orElseGet(() -> mustBeTrue(object, "Established"));
  }

  private static Readiness anyKind(KubeObject object) {
    Optional<Condition> reconciling = condition(object, "Reconciling").filter(Condition::isTrue);
    if (reconciling.isPresent()) {
      return notReady(
          Reason.NOT_READY, object, "is being reconciled" + suffix(reconciling.get().message()));
    }
    return condition(object, "Ready").isPresent() ? mustBeTrue(object, "Ready") : Readiness.READY;
  }

  private static Readiness mustBeTrue(KubeObject object, String type) {
    Optional<Condition> found = condition(object, type);
    if (found.isEmpty()) {
      return notReady(Reason.NOT_READY, object, "has no condition " + type + " yet");
    }
    Condition condition = found.get();
    if (condition.observedGeneration() < object.generation()
        && condition.observedGeneration() > 0) {
      return notReady(
          Reason.NOT_READY, object, "has not been seen by its controller since its last change");
    }
    return condition.isTrue()
        ? Readiness.READY
        : notReady(Reason.NOT_READY, object, "is not " + type + suffix(condition.message()));
  }

  private static Readiness notReady(Reason reason, KubeObject object, String what) {
    return new Readiness.NotReady(reason, object.reference() + " " + what);
  }

  private static Readiness broken(KubeObject object, String what, Condition condition) {
    return new Readiness.Broken(
        Reason.NOT_READY, object.reference() + " " + what + suffix(condition.message()));
  }

  private static String suffix(String message) {
    return message.isBlank() ? "" : ": " + message.strip();
  }

  private static long number(KubeObject object, long absent, String... path) {
    return object.at(path) instanceof Long number ? number : absent;
  }

  private static Optional<Condition> condition(KubeObject object, String type) {
    for (@Nullable Object entry : JsonTree.listAt(object.tree(), "status", "conditions")) {
      if (entry instanceof Map<?, ?> && type.equals(JsonTree.textAt(entry, "type"))) {
        return Optional.of(
            new Condition(
                JsonTree.textAt(entry, "status"),
                JsonTree.textAt(entry, "reason"),
                JsonTree.textAt(entry, "message"),
                JsonTree.at(entry, "observedGeneration") instanceof Long generation
                    ? generation
                    : 0));
      }
    }
    return Optional.empty();
  }

  /** A condition as far as readiness reads it. */
  private record Condition(String status, String reason, String message, long observedGeneration) {
    boolean isTrue() {
      return status.equals("True");
    }

    boolean isFalse() {
      return status.equals("False");
    }
  }
}
