package run.trellis.resolve;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;

/**
 * Which objects of the inventory nothing wants any more. An object is among them only if nothing
 * <em>could</em> want it either: its own node is settled or no longer exists, and so is every node
 * that makes objects of its kind (a node's kind never depends on an expression). What replaces it,
 * by the same node or in the same kind, is applied first. And nothing is concluded from objects
 * whose controllers have not seen their last change yet.
 */
final class Pruning {

  private final CompiledGraph graph;
  private final Map<String, NodeOutcome> outcomes;

  private Pruning(CompiledGraph graph, Map<String, NodeOutcome> outcomes) {
    this.graph = graph;
    this.outcomes = outcomes;
  }

  static List<InventoryEntry> of(
      CompiledGraph graph, Map<String, NodeOutcome> outcomes, List<InventoryEntry> inventory) {
    return new Pruning(graph, outcomes).of(inventory);
  }

  private List<InventoryEntry> of(List<InventoryEntry> inventory) {
    Set<ObjectReference> wanted = new HashSet<>();
    outcomes.values().forEach(outcome -> wanted.addAll(wantedBy(outcome)));
    List<InventoryEntry> unwanted =
        inventory.reversed().stream()
            .filter(entry -> !wanted.contains(entry.object().ofAnyVersion()))
            .toList();
    if (unwanted.isEmpty()) {
      return List.of();
    }
    Set<GroupVersionKind> doubtful =
        graph.nodes().stream()
            .filter(node -> node.isManaged() && isDoubtful(node.id()))
            .map(node -> node.type().ofAnyVersion())
            .collect(Collectors.toSet());
    Set<String> unsettled = unsettled(unwanted);
    return unwanted.stream()
        .filter(entry -> !unsettled.contains(entry.node()))
        .filter(entry -> !doubtful.contains(entry.object().type().ofAnyVersion()))
        .toList();
  }

  /** The nodes of these entries that are not settled, or by what cannot be relied upon. */
  private Set<String> unsettled(List<InventoryEntry> entries) {
    Set<String> behind =
        outcomes.entrySet().stream()
            .filter(outcome -> observed(outcome.getValue()).stream().anyMatch(Pruning::isBehind))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    return entries.stream()
        .map(InventoryEntry::node)
        .distinct()
        .filter(outcomes::containsKey)
        .filter(node -> isDoubtful(node) || !Collections.disjoint(graph.upstreamOf(node), behind))
        .collect(Collectors.toSet());
  }

  /**
   * In doubt, too, while a replacement is not applied: what is renamed is created first and deleted
   * after.
   */
  private boolean isDoubtful(String node) {
    return switch (outcomes.get(node)) {
      case NodeOutcome.Rendered(List<DesiredObject> objects, var _) ->
          !objects.stream().allMatch(DesiredObject::current);
      case NodeOutcome.Skipped _, NodeOutcome.Observed _ -> false;
      case NodeOutcome.Waiting _, NodeOutcome.Failed _ -> true;
      case null -> true;
    };
  }

  private static Collection<KubeObject> observed(@Nullable NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Rendered(List<DesiredObject> objects, var _) ->
          objects.stream().flatMap(object -> object.observed().stream()).toList();
      case NodeOutcome.Observed(List<KubeObject> objects, var _) -> objects;
      case null, default -> List.of();
    };
  }

  /** Whether an object says itself that its status is about an earlier spec. */
  private static boolean isBehind(KubeObject object) {
    return object.at("status", "observedGeneration") instanceof Long observed
        && observed < object.generation();
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
