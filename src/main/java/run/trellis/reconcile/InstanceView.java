package run.trellis.reconcile;

import java.util.List;
import run.trellis.api.Condition;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.reconcile.instance.Inventory;

/**
 * An instance as its status has it at this moment.
 *
 * @param reference which one
 * @param terminating whether it is being deleted
 * @param revision name of the revision of its graph that it was last reconciled with; empty before
 *     its first pass
 * @param nodes what became of each node, in topological order
 */
public record InstanceView(
    ObjectReference reference,
    String uid,
    long generation,
    boolean terminating,
    List<Condition> conditions,
    String revision,
    List<NodeState> nodes) {

  public InstanceView {
    conditions = List.copyOf(conditions);
    nodes = List.copyOf(nodes);
  }

  /**
   * What became of a node.
   *
   * @param state {@code Waiting}, {@code Applied}, {@code Ready}, {@code Skipped}, {@code Failed}
   *     or {@code Deleting}
   * @param reason stable code; empty where all is well
   * @param since when it came to this state, as the Kubernetes API writes it
   */
  public record NodeState(
      String id,
      String state,
      String reason,
      String message,
      String since,
      List<String> dependsOn,
      List<InventoryEntry> objects) {}

  static InstanceView of(KubeObject instance) {
    Inventory inventory = Inventory.of(instance);
    List<NodeState> nodes =
        JsonTree.listAt(instance.tree(), "status", "graph", "nodes").stream()
            .map(
                node -> {
                  Inventory.Shelf shelf = inventory.shelf(JsonTree.textAt(node, "id"));
                  return new NodeState(
                      shelf.node(),
                      JsonTree.textAt(node, "state"),
                      JsonTree.textAt(node, "reason"),
                      JsonTree.textAt(node, "message"),
                      JsonTree.textAt(node, "since"),
                      shelf.dependsOn(),
                      shelf.objects());
                })
            .toList();
    return new InstanceView(
        instance.reference(),
        instance.uid(),
        instance.generation(),
        instance.isTerminating(),
        Conditions.of(instance),
        JsonTree.textAt(instance.tree(), "status", "graph", "revision"),
        nodes);
  }
}
