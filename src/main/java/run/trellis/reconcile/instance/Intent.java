package run.trellis.reconcile.instance;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.ObjectReference;
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
  static Optional<PassResult> hold(Pass pass, List<DesiredObject> due) {
    KubeObject object = pass.subject().object();
    Marking marking = pass.marking();
    Map<String, String> labels = marking.instanceLabels(object, pass.graph().definition());
    Map<String, String> annotations =
        marking.instanceAnnotations(object, kinds(pass), namespaces(pass, due));
    boolean held =
        pass.subject().hasFinalizer(marking)
            && object.labels().entrySet().containsAll(labels.entrySet())
            && object.annotations().entrySet().containsAll(annotations.entrySet());
    if (held) {
      return Optional.empty();
    }
    KubeObject manifest = Manifests.held(object, marking.finalizer(), labels, annotations);
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

  private static Set<GroupVersionKind> kinds(Pass pass) {
    Set<GroupVersionKind> kinds = new HashSet<>(pass.inventory().types());
    pass.graph().nodes().stream().filter(Node::isManaged).map(Node::type).forEach(kinds::add);
    return kinds;
  }

  private static Set<String> namespaces(Pass pass, List<DesiredObject> due) {
    return Stream.concat(
            due.stream().map(DesiredObject::reference),
            pass.inventory().entries().stream().map(InventoryEntry::object))
        .map(ObjectReference::namespace)
        .filter(namespace -> !namespace.isEmpty())
        .collect(Collectors.toSet());
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
