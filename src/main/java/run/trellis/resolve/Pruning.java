package run.trellis.resolve;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;

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

  /**
   * What becomes of entries that nothing wants now.
   *
   * @param prunable those that may go, in the order to delete them
   * @param kept those that stay for now, each with why, as a sentence without its subject
   */
  record Verdict(List<InventoryEntry> prunable, SequencedMap<InventoryEntry, String> kept) {}

  static Verdict of(
      CompiledGraph graph, Map<String, NodeOutcome> outcomes, List<InventoryEntry> inventory) {
    return new Pruning(graph, outcomes).of(inventory);
  }

  private Verdict of(List<InventoryEntry> inventory) {
    Set<ObjectReference> wanted = new HashSet<>();
    outcomes.values().forEach(outcome -> wanted.addAll(wantedBy(outcome)));
    List<InventoryEntry> unwanted =
        inventory.reversed().stream()
            .filter(entry -> !wanted.contains(entry.object().ofAnyVersion()))
            .toList();
    List<InventoryEntry> prunable = new ArrayList<>();
    SequencedMap<InventoryEntry, String> kept = new LinkedHashMap<>();
    if (!unwanted.isEmpty()) {
      Set<String> behind = behind();
      for (InventoryEntry entry : unwanted) {
        doubt(entry, behind)
            .ifPresentOrElse(why -> kept.put(entry, why), () -> prunable.add(entry));
      }
    }
    return new Verdict(prunable, kept);
  }

  /** Nodes that cannot be relied upon, because what is observed of them is out of date. */
  private Set<String> behind() {
    return outcomes.entrySet().stream()
        .filter(outcome -> observed(outcome.getValue()).stream().anyMatch(Pruning::isBehind))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /** Why it cannot be told that an object may go; empty if it can. */
  private Optional<String> doubt(InventoryEntry entry, Set<String> behind) {
    String node = entry.node();
    if (outcomes.containsKey(node) && isDoubtful(node)) {
      return Optional.of("is kept until it is known what " + node + " comes to");
    }
    if (outcomes.containsKey(node)) {
      Optional<String> late =
          graph.upstreamOf(node).stream().filter(behind::contains).min(String::compareTo);
      if (late.isPresent()) {
        return late.map(id -> "is kept until " + id + " has caught up with its last change");
      }
    }
    return claimant(entry.object().type().ofAnyVersion())
        .map(id -> "is kept until it is known what " + id + " comes to, which may want it");
  }

  /** A node that is in doubt and makes objects of a kind; empty if there is none. */
  private Optional<String> claimant(GroupVersionKind kind) {
    return graph.nodes().stream()
        .filter(node -> node.isManaged() && node.type().ofAnyVersion().equals(kind))
        .map(Node::id)
        .filter(this::isDoubtful)
        .findFirst();
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
