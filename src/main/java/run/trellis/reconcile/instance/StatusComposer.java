package run.trellis.reconcile.instance;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.InstanceWords;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.api.Stated;
import run.trellis.diagnose.NodeReport;
import run.trellis.diagnose.RootCause;
import run.trellis.reconcile.instance.Progress.Obstacle;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.resolve.OwnConditions;
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
    KubeObject instance = pass.subject().object();
    InstanceFacts facts =
        new InstanceFacts(
            Optional.of(new Cause(Reason.REVISION_FAILED, message, true)),
            Optional.empty(),
            false,
            Optional.empty(),
            Map.of(),
            AuthoredConditions.NONE);
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
    InstanceFacts own = facts(pass, resolution, pruned);
    InstanceFacts facts =
        pass.graph().conditions().isEmpty() ? own : withAuthored(own, pass, resolution);
    return new StatusContent(
        words.conditions(facts, instance),
        words.fields(facts, instance),
        resolution.status(),
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
        AuthoredConditions.NONE);
  }

  /** Conditions of the author's own may read those of the engine, so they come second. */
  private static InstanceFacts withAuthored(InstanceFacts facts, Pass pass, Resolution resolution) {
    List<Stated> builtIn = pass.dialect().instances().conditions(facts, pass.subject().object());
    return facts.with(OwnConditions.of(pass.graph(), resolution, builtIn));
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
