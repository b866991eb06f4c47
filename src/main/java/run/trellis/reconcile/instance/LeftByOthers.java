package run.trellis.reconcile.instance;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import run.trellis.api.ApplySet;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.graph.Node;
import run.trellis.resolve.FieldOwnership;

/**
 * Objects of an instance that another engine of the dialect worked on and that is being deleted
 * before Trellis had a chance to take them over. They are known by their marks and by the field
 * manager that applied them, both of which have to agree; Trellis's own instances never are.
 */
final class LeftByOthers {

  private LeftByOthers() {}

  /** Whether only the graph, which does not serve yet, can tell which objects there are. */
  static boolean waitForGraph(Pass pass) {
    return isUnknown(pass)
        && pass.graph().api().isEmpty()
        && ApplySet.mayHaveMembers(pass.subject().object());
  }

  private static boolean isUnknown(Pass pass) {
    return pass.marking().tellsMembers() && pass.subject().object().at("status", "graph") == null;
  }

  /** What the marks tell; empty where an inventory tells it. */
  static Optional<Inventory> inventory(Pass pass) {
    return isUnknown(pass)
        ? Optional.of(
            new Inventory(
                pass.graph().nodes().stream()
                    .filter(Node::isManaged)
                    .map(node -> shelf(pass, node))
                    .toList()))
        : Optional.empty();
  }

  private static Inventory.Shelf shelf(Pass pass, Node node) {
    List<InventoryEntry> objects =
        pass.watches().owned(node.type()).ofInstance(pass.subject().uid()).stream()
            .filter(isMember(pass, node))
            .map(object -> new InventoryEntry(node.id(), object.reference(), object.uid()))
            .toList();
    return new Inventory.Shelf(
        node.id(), List.copyOf(node.common().dependencies()), false, objects);
  }

  private static Predicate<KubeObject> isMember(Pass pass, Node node) {
    String manager = pass.marking().tracking().manager();
    return object ->
        pass.marking().isOf(object, pass.subject().object())
            && pass.marking().node(object).equals(node.id())
            && !FieldOwnership.ownedFields(object, manager).isEmpty();
  }
}
