package run.trellis.api.trellis;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import run.trellis.api.Condition.Status;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.InstanceWords;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.api.Stated;

/** What the native dialect says of instances, by kstatus conventions. */
final class TrellisInstanceWords implements InstanceWords {

  @Override
  public List<Stated> conditions(InstanceFacts facts, KubeObject instance) {
    if (facts.deleting()) {
      return deleting(facts);
    }
    return facts
        .cause()
        .map(cause -> unready(facts, cause))
        .orElseGet(
            () ->
                List.of(
                    stated("Ready", true, Reason.ALL_READY, readyMessage(facts)),
                    facts
                        .suspension()
                        .map(TrellisInstanceWords::suspended)
                        .orElseGet(() -> removing(facts)),
                    stated("Stalled", false, Reason.ALL_READY, "")));
  }

  private static Stated removing(InstanceFacts facts) {
    return facts
        .removing()
        .map(what -> stated("Reconciling", true, what.reason(), what.message()))
        .orElseGet(() -> stated("Reconciling", false, Reason.ALL_READY, ""));
  }

  private static List<Stated> deleting(InstanceFacts facts) {
    Reason reason = facts.cause().map(Cause::reason).orElse(Reason.DELETE_BLOCKED);
    String message = facts.cause().map(Cause::message).orElse("is being deleted");
    return List.of(
        stated("Ready", false, reason, message),
        stated("Reconciling", true, reason, message),
        stated("Stalled", true, reason, message));
  }

  private static List<Stated> unready(InstanceFacts facts, Cause cause) {
    Reason reason = cause.reason();
    String message = cause.message();
    boolean stalled = cause.stalled();
    Reason shown = facts.suspension().isPresent() ? Reason.SUSPENDED : reason;
    return List.of(
        stated("Ready", false, shown, message),
        facts
            .suspension()
            .map(TrellisInstanceWords::suspended)
            .orElseGet(() -> stated("Reconciling", !stalled, reason, message)),
        stated("Stalled", stalled, reason, stalled ? message : ""));
  }

  private static Stated suspended(String annotation) {
    String message = annotation + "; nothing is applied or pruned until it goes";
    return stated("Reconciling", false, Reason.SUSPENDED, message);
  }

  private static String readyMessage(InstanceFacts facts) {
    return facts.leftOut().isEmpty()
        ? "all nodes are ready"
        : facts.leftOut().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(failure -> failure.getKey() + ": " + failure.getValue())
            .collect(Collectors.joining("; ", "all nodes are ready; fields left out: ", ""));
  }

  @Override
  public Map<String, Object> fields(InstanceFacts facts, KubeObject instance) {
    return Map.of("observedGeneration", instance.generation());
  }

  @Override
  public boolean isReady(KubeObject instance) {
    return Stated.isTrue(instance, "Ready");
  }

  @Override
  public boolean isStalled(KubeObject instance) {
    return Stated.isTrue(instance, "Stalled");
  }

  @Override
  public boolean isStalled(KubeObject instance, Reason reason) {
    return isStalled(instance)
        && Stated.find(instance, "Stalled")
            .filter(condition -> reason.code().equals(condition.get("reason")))
            .isPresent();
  }

  @Override
  public boolean tellsDeletion() {
    return false;
  }

  private static Stated stated(String type, boolean status, Reason reason, String message) {
    return new Stated(type, Status.of(status), reason.code(), message);
  }
}
