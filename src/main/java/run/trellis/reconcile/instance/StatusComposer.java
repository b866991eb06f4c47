package run.trellis.reconcile.instance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.InstanceWords;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.diagnose.NodeReport;
import run.trellis.diagnose.RootCause;
import run.trellis.reconcile.instance.Progress.Obstacle;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.resolve.Resolution;

/** Says in an instance's status what a resolution means. */
final class StatusComposer {

  private static final String CONDITIONS = "conditions";

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
    KubeObject instance = pass.subject().object();
    InstanceFacts facts =
        new InstanceFacts(
            Optional.of(new Cause(Reason.REVISION_FAILED, message, true)),
            Optional.empty(),
            false,
            Optional.empty(),
            Map.of(),
            Optional.empty());
    InstanceWords words = pass.dialect().instances();
    return writer.writeConditions(
        pass, words.conditions(facts, instance), words.fields(facts, instance));
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
                    shelf.with(
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
    InstanceWords words = pass.dialect().instances();
    KubeObject instance = pass.subject().object();
    InstanceFacts facts = facts(pass, resolution, pruned);
    return new StatusContent(
        words.conditions(facts, instance),
        words.fields(facts, instance),
        authored(pass, resolution),
        reports(resolution, inventory, pruned),
        inventory);
  }

  private static InstanceFacts facts(Pass pass, Resolution resolution, Progress pruned) {
    return new InstanceFacts(
        RootCause.of(resolution.nodes())
            .map(cause -> new Cause(cause.reason(), cause.message(), cause.stalled())),
        pass.marking().suspension(pass.subject().object()),
        false,
        removing(pruned),
        resolution.statusFailures(),
        authoredConditions(pass, resolution));
  }

  /** All that is wanted may be ready and something that is not may still be there. */
  private static Optional<Cause> removing(Progress pruned) {
    if (pruned.left().isEmpty()) {
      return Optional.empty();
    }
    Obstacle what =
        pruned
            .first()
            .orElseGet(
                () ->
                    new Obstacle(
                        Reason.OBJECT_TERMINATING,
                        pruned.left().getFirst().object() + " is being deleted"));
    return Optional.of(new Cause(what.reason(), what.message(), false));
  }

  /** Conditions that the author's expressions gave; empty if the graph has none of its own. */
  private static Optional<List<? extends @Nullable Object>> authoredConditions(
      Pass pass, Resolution resolution) {
    return pass.graph().status().fields().containsKey(CONDITIONS)
        ? Optional.of(JsonTree.listAt(resolution.status(), CONDITIONS))
        : Optional.empty();
  }

  private static Map<String, @Nullable Object> authored(Pass pass, Resolution resolution) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>(resolution.status());
    pass.dialect().authoring().overriddenStatus().forEach(fields::remove);
    return fields;
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
}
