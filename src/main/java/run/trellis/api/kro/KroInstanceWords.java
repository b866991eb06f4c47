package run.trellis.api.kro;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
    return facts
        .authored()
        .filter(_ -> !facts.deleting())
        .map(entries -> Authored.of(entries).conditions())
        .orElseGet(() -> builtIn(facts));
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
    String kind = cause.stalled() ? "resource error: " : "awaiting resource readiness: ";
    return resources(Status.FALSE, "NotReady", kind + cause.message());
  }

  private static Stated resources(Status status, String reason, String message) {
    return new Stated("ResourcesReady", status, reason, message);
  }

  @Override
  public Map<String, Object> fields(InstanceFacts facts, KubeObject instance) {
    return Map.of("state", state(facts));
  }

  private static String state(InstanceFacts facts) {
    if (facts.deleting()) {
      return "DELETING";
    }
    boolean failed = facts.cause().filter(Cause::stalled).isPresent();
    boolean ambiguous = facts.authored().filter(it -> Authored.of(it).isAmbiguous()).isPresent();
    if (failed || ambiguous) {
      return "ERROR";
    }
    return facts.cause().isEmpty() && facts.suspension().isEmpty() ? "ACTIVE" : "IN_PROGRESS";
  }

  @Override
  public boolean tellsDeletion() {
    return true;
  }

  /**
   * Conditions of the author's own.
   *
   * @param conditions those whose type only one entry has
   * @param isAmbiguous whether several entries had the same type, so that both were left out
   */
  private record Authored(List<Stated> conditions, boolean isAmbiguous) {

    static Authored of(List<? extends @Nullable Object> entries) {
      Map<String, List<Stated>> byType = new LinkedHashMap<>();
      for (Object entry : entries) {
        List<?> several =
            entry instanceof List<?> list ? list : List.of(Optional.ofNullable(entry));
        several.forEach(
            one ->
                condition(one instanceof Optional<?> value ? value.orElse(null) : one)
                    .ifPresent(
                        condition ->
                            byType
                                .computeIfAbsent(condition.type(), _ -> new ArrayList<>())
                                .add(condition)));
      }
      List<Stated> clear =
          byType.values().stream().filter(same -> same.size() == 1).map(List::getFirst).toList();
      return new Authored(clear, clear.size() < byType.size());
    }

    private static Optional<Stated> condition(@Nullable Object entry) {
      String type = JsonTree.textAt(entry, "type");
      return type.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Stated(
                  type,
                  Status.of(JsonTree.textAt(entry, "status")),
                  JsonTree.textAt(entry, "reason"),
                  JsonTree.textAt(entry, "message")));
    }
  }
}
