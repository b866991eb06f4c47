package run.trellis.resolve;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;

/**
 * Which objects of the inventory may go. An object goes only if nothing wants it and nothing
 * <em>could</em> want it: its own node is decided or no longer exists, and so is every node that
 * makes objects of its kind (a node's kind never depends on an expression). Whatever replaces it is
 * applied first.
 */
final class Pruning {

  private Pruning() {}

  static List<InventoryEntry> of(
      CompiledGraph graph, Map<String, NodeOutcome> outcomes, List<InventoryEntry> inventory) {
    Set<ObjectReference> wanted = new HashSet<>();
    outcomes.values().forEach(outcome -> wanted.addAll(wantedBy(outcome)));
    Set<GroupVersionKind> doubtful =
        graph.nodes().stream()
            .filter(Node::isManaged)
            .filter(node -> isDoubtful(outcomes.get(node.id())))
            .map(node -> node.type().ofAnyVersion())
            .collect(Collectors.toSet());
    Set<String> undecided =
        outcomes.entrySet().stream()
            .filter(entry -> !entry.getValue().isDecided())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return inventory.reversed().stream()
        .filter(entry -> !wanted.contains(entry.object().ofAnyVersion()))
        .filter(entry -> !undecided.contains(entry.node()))
        .filter(entry -> !doubtful.contains(entry.object().type().ofAnyVersion()))
        .toList();
  }

  /**
   * In doubt, too, while a replacement is not applied: what is renamed is created first and deleted
   * after.
   */
  private static boolean isDoubtful(@Nullable NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Rendered(List<DesiredObject> objects, var _) ->
          !objects.stream().allMatch(DesiredObject::current);
      case NodeOutcome.Skipped _ -> false;
      case null, default -> true;
    };
  }

  private static List<ObjectReference> wantedBy(NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Rendered(List<DesiredObject> objects, var _) ->
          objects.stream().map(object -> object.reference().ofAnyVersion()).toList();
      case NodeOutcome.Waiting waiting -> ofAnyVersion(waiting.known());
      case NodeOutcome.Failed failed -> ofAnyVersion(failed.known());
      case NodeOutcome.Skipped _, NodeOutcome.Observed _ -> List.of();
    };
  }

  /** The same object may be written down under several versions of its kind. */
  private static List<ObjectReference> ofAnyVersion(List<ObjectReference> references) {
    return references.stream().map(ObjectReference::ofAnyVersion).toList();
  }
}
