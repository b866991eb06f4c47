package run.trellis.reconcile.instance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.api.Condition.Status;
import run.trellis.api.InventoryEntry;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.diagnose.NodeReport;
import run.trellis.diagnose.RootCause;
import run.trellis.reconcile.instance.Progress.Obstacle;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.resolve.Resolution;

/** Says in an instance's status what a resolution means. */
final class StatusComposer {

  private final StatusWriter writer;

  StatusComposer(StatusWriter writer) {
    this.writer = writer;
  }

  /** Writes down what is about to be created; the failure if that did not succeed. */
  Optional<PassResult> publishIntent(
      Pass pass, Resolution resolution, Set<ObjectReference> created) {
    Inventory inventory = withoutUids(inventory(pass, resolution, Set.of()), created);
    return writer.write(pass, content(pass, resolution, inventory, Progress.NONE));
  }

  /**
   * Writes down what a pass came to; the failure if that did not succeed.
   *
   * @param pruned how far the removal of what is not wanted any more got
   */
  Optional<PassResult> publish(Pass pass, Resolution resolution, Progress pruned) {
    Inventory inventory = inventory(pass, resolution, pruned.gone());
    pass.memory().retain(inventory);
    return writer.write(pass, content(pass, resolution, inventory, pruned));
  }

  /** Says that no revision of the graph can serve, and that nothing is done until one can. */
  Optional<PassResult> publishHalt(Pass pass, String message) {
    return writer.writeConditions(
        pass,
        List.of(
            stated("Ready", false, Reason.REVISION_FAILED, message),
            stated("Reconciling", false, Reason.REVISION_FAILED, ""),
            stated("Stalled", true, Reason.REVISION_FAILED, message)));
  }

  private static Inventory inventory(Pass pass, Resolution resolution, Set<InventoryEntry> gone) {
    return new InventoryPlan(pass.graph(), SnapshotAssembler.objects(pass), pass.inventory())
        .next(resolution, gone);
  }

  /** What is created anew is another object than the one before it. */
  private static Inventory withoutUids(Inventory inventory, Set<ObjectReference> created) {
    return new Inventory(
        inventory.shelves().stream()
            .map(
                shelf ->
                    new Inventory.Shelf(
                        shelf.node(),
                        shelf.dependsOn(),
                        shelf.orphaned(),
                        shelf.objects().stream()
                            .map(entry -> created.contains(entry.object()) ? meant(entry) : entry)
                            .toList()))
            .toList());
  }

  private static InventoryEntry meant(InventoryEntry entry) {
    return new InventoryEntry(entry.node(), entry.object(), "");
  }

  private static StatusContent content(
      Pass pass, Resolution resolution, Inventory inventory, Progress pruned) {
    return new StatusContent(
        conditions(pass, resolution, pruned),
        resolution.status(),
        reports(resolution, inventory, pruned),
        inventory);
  }

  private static List<NodeReport> reports(
      Resolution resolution, Inventory inventory, Progress pruned) {
    List<NodeReport> reports = new ArrayList<>();
    resolution
        .nodes()
        .forEach(
            (id, outcome) -> {
              NodeReport report = NodeReport.of(id, outcome);
              Inventory.Shelf shelf = inventory.shelf(id);
              boolean leaving =
                  report.state() == NodeReport.State.SKIPPED && !shelf.objects().isEmpty();
              reports.add(blocked(leaving ? deleting(id, report) : report, shelf, pruned));
            });
    Set<String> told = new HashSet<>(resolution.nodes().keySet());
    inventory.shelves().stream()
        .filter(shelf -> !told.contains(shelf.node()))
        .forEach(shelf -> reports.add(blocked(former(shelf.node()), shelf, pruned)));
    return reports;
  }

  private static NodeReport deleting(String id, NodeReport report) {
    return new NodeReport(id, NodeReport.State.DELETING, report.reason(), report.message());
  }

  private static NodeReport former(String id) {
    String message = "the graph has no such node";
    return new NodeReport(id, NodeReport.State.DELETING, Optional.empty(), message);
  }

  /** Says what keeps objects of a node that are to go, unless there is worse to say of it. */
  private static NodeReport blocked(NodeReport report, Inventory.Shelf shelf, Progress pruned) {
    boolean fine =
        report.state() == NodeReport.State.READY || report.state() == NodeReport.State.DELETING;
    return pruned
        .of(shelf.objects())
        .filter(_ -> fine)
        .map(
            obstacle ->
                new NodeReport(
                    report.id(),
                    report.state(),
                    Optional.of(obstacle.reason()),
                    obstacle.message()))
        .orElse(report);
  }

  private static List<Stated> conditions(Pass pass, Resolution resolution, Progress pruned) {
    Optional<RootCause> cause = RootCause.of(resolution.nodes());
    boolean suspended = pass.subject().isSuspended();
    if (cause.isEmpty()) {
      return List.of(
          stated("Ready", true, Reason.ALL_READY, readyMessage(resolution)),
          suspended ? suspended() : removing(pruned),
          stated("Stalled", false, Reason.ALL_READY, ""));
    }
    Reason reason = cause.get().reason();
    String message = cause.get().message();
    boolean stalled = cause.get().stalled();
    Reason shown = suspended ? Reason.SUSPENDED : reason;
    return List.of(
        stated("Ready", false, shown, message),
        suspended ? suspended() : stated("Reconciling", !stalled, reason, message),
        stated("Stalled", stalled, reason, stalled ? message : ""));
  }

  /** All that is wanted is ready; something that is not may still be there. */
  private static Stated removing(Progress pruned) {
    if (pruned.left().isEmpty()) {
      return stated("Reconciling", false, Reason.ALL_READY, "");
    }
    Obstacle what =
        pruned
            .first()
            .orElseGet(
                () ->
                    new Obstacle(
                        Reason.OBJECT_TERMINATING,
                        pruned.left().getFirst().object() + " is being deleted"));
    return stated("Reconciling", true, what.reason(), what.message());
  }

  private static Stated suspended() {
    String message =
        Marks.RECONCILE + ": " + Marks.SUSPENDED + "; nothing is applied or pruned until it goes";
    return stated("Reconciling", false, Reason.SUSPENDED, message);
  }

  private static String readyMessage(Resolution resolution) {
    Map<String, String> failures = resolution.statusFailures();
    return failures.isEmpty()
        ? "all nodes are ready"
        : failures.entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(failure -> failure.getKey() + ": " + failure.getValue())
            .collect(Collectors.joining("; ", "all nodes are ready; fields left out: ", ""));
  }

  private static Stated stated(String type, boolean status, Reason reason, String message) {
    return new Stated(type, Status.of(status), reason.code(), message);
  }
}
