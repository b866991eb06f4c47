package run.trellis.reconcile.instance;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import run.trellis.api.ApplySet;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.Node;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.resolve.DesiredObject;

/** Says on the instance what is about to be done, before it is done. */
final class Intent {

  private Intent() {}

  /**
   * Holds the instance. Comes first of all: an instance that could go while its objects are made
   * would leave them behind.
   */
  static Optional<PassResult> hold(Pass pass) {
    KubeObject object = pass.subject().object();
    Map<String, String> labels = ApplySet.labels(object);
    Map<String, String> annotations = ApplySet.annotations(kinds(pass));
    boolean held =
        pass.subject().hasFinalizer()
            && object.labels().entrySet().containsAll(labels.entrySet())
            && object.annotations().entrySet().containsAll(annotations.entrySet());
    if (held) {
      return Optional.empty();
    }
    KubeObject manifest = Manifests.held(object, labels, annotations);
    return settle(pass, pass.client().applyMarks(manifest, object.uid()));
  }

  private static Optional<PassResult> settle(Pass pass, WriteResult result) {
    return switch (result) {
      case WriteResult.Done(KubeObject answer) -> {
        pass.subject().record(answer);
        yield answer.isTerminating() ? Optional.of(PassResult.DONE) : Optional.empty();
      }
      case WriteResult.Gone _, WriteResult.Conflict _ -> Optional.of(PassResult.DONE);
      case WriteResult.Refused refused -> Optional.of(new PassResult.Failed(refused.retryAfter()));
    };
  }

  private static Stream<GroupVersionKind> kinds(Pass pass) {
    return Stream.concat(
        pass.graph().nodes().stream().filter(Node::isManaged).map(Node::type),
        pass.inventory().types().stream());
  }

  /**
   * Whether an object may be sent without writing the inventory first. Its entry must be there, and
   * if the object is to be created, without the uid of the one before it: a crash between the two
   * writes must leave a name without an object, never an object that the inventory disowns.
   */
  static boolean isRecorded(DesiredObject desired, Inventory inventory) {
    Optional<InventoryEntry> entry = inventory.find(desired.reference());
    return entry.isPresent() && (desired.observed().isPresent() || entry.get().uid().isEmpty());
  }
}
