package run.trellis.api.kro;

import java.util.List;
import java.util.Map;
import run.trellis.api.Condition.Status;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.InstanceWords;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.api.Stated;

/** What the kro dialect says of instances. */
final class KroInstanceWords implements InstanceWords {

  @Override
  public List<Stated> conditions(InstanceFacts facts, KubeObject instance) {
    List<Stated> builtIn = builtIn(facts);
    return facts.authored().isEmpty()
        ? builtIn
        : KroConditions.of(facts.authored(), builtIn, instance).conditions();
  }

  private static List<Stated> builtIn(InstanceFacts facts) {
    Stated managed =
        new Stated(
            "InstanceManaged",
            Status.TRUE,
            "Managed",
            "instance is properly managed with finalizers and labels");
    Stated resolved = resolved(facts);
    Stated resources = resources(facts);
    return List.of(managed, resolved, resources, Worst.of(List.of(resolved, resources)));
  }

  private static Stated resolved(InstanceFacts facts) {
    return facts
        .cause()
        .filter(cause -> cause.reason() == Reason.REVISION_FAILED)
        .map(
            cause -> new Stated("GraphResolved", Status.FALSE, "ResolutionFailed", cause.message()))
        .orElseGet(
            () ->
                new Stated(
                    "GraphResolved",
                    Status.TRUE,
                    "Resolved",
                    "runtime graph created and all resources resolved"));
  }

  private static Stated resources(InstanceFacts facts) {
    if (facts.deleting()) {
      String message = facts.cause().map(Cause::message).orElse("deleting resources");
      return resources(Status.UNKNOWN, "UnderDeletion", message);
    }
    if (facts.suspension().isPresent()) {
      return resources(
          Status.FALSE,
          "ReconciliationSuspended",
          "reconciliation is suspended by " + facts.suspension().get());
    }
    if (facts.cause().isEmpty()) {
      return resources(Status.TRUE, "AllResourcesReady", "all resources are created and ready");
    }
    Cause cause = facts.cause().get();
    if (cause.reason() == Reason.OBJECT_TERMINATING) {
      return resources(Status.FALSE, "ResourceDeleting", cause.message());
    }
    String kind = cause.stalled() ? "resource error: " : awaited(cause.reason());
    return resources(Status.FALSE, "NotReady", kind + cause.message());
  }

  private static String awaited(Reason reason) {
    return reason == Reason.EXPRESSION_PENDING
        ? "waiting for unresolved resource: "
        : "awaiting resource readiness: ";
  }

  private static Stated resources(Status status, String reason, String message) {
    return new Stated("ResourcesReady", status, reason, message);
  }

  @Override
  public Map<String, Object> fields(InstanceFacts facts, KubeObject instance) {
    return Map.of("state", state(facts, instance));
  }

  private static String state(InstanceFacts facts, KubeObject instance) {
    if (facts.deleting()) {
      return "DELETING";
    }
    boolean failed = facts.cause().filter(Cause::stalled).isPresent();
    boolean sound =
        facts.authored().isEmpty()
            || KroConditions.of(facts.authored(), builtIn(facts), instance).isSound();
    if (failed || !sound) {
      return "ERROR";
    }
    return facts.cause().isEmpty() && facts.suspension().isEmpty() ? "ACTIVE" : "IN_PROGRESS";
  }

  /** By the state, because an author's own conditions may have taken the place of all others. */
  @Override
  public boolean isReady(KubeObject instance) {
    return JsonTree.textAt(instance.tree(), "status", "state").equals("ACTIVE");
  }

  @Override
  public boolean isStalled(KubeObject instance) {
    return JsonTree.textAt(instance.tree(), "status", "state").equals("ERROR");
  }

  @Override
  public boolean isStalled(KubeObject instance, Reason reason) {
    return isStalled(instance)
        && JsonTree.listAt(instance.tree(), "status", "graph", "nodes").stream()
            .anyMatch(node -> JsonTree.textAt(node, "reason").equals(reason.code()));
  }

  @Override
  public boolean tellsDeletion() {
    return true;
  }
}
