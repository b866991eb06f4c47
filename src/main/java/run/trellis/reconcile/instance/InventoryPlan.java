package run.trellis.reconcile.instance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.NodeOutcome;
import run.trellis.resolve.Resolution;

/**
 * What the inventory must say next: every object the graph wants, applied or not, and every object
 * of before that is not known to be gone.
 */
final class InventoryPlan {

  private final CompiledGraph graph;
  private final Map<ObjectReference, KubeObject> live;
  private final Inventory before;

  /**
   * A plan.
   *
   * @param live objects of the instance that are there
   */
  InventoryPlan(CompiledGraph graph, Map<ObjectReference, KubeObject> live, Inventory before) {
    this.graph = graph;
    this.live = live;
    this.before = before;
  }

  /** The next inventory, without the entries whose objects are gone. */
  Inventory next(Resolution resolution, Set<InventoryEntry> gone) {
    Map<ObjectReference, InventoryEntry> wanted = new LinkedHashMap<>();
    resolution
        .nodes()
        .forEach(
            (node, outcome) ->
                wantedBy(outcome)
                    .forEach(
                        object -> wanted.putIfAbsent(object.ofAnyVersion(), entry(node, object))));
    List<InventoryEntry> kept =
        before.entries().stream()
            .filter(entry -> !wanted.containsKey(entry.object().ofAnyVersion()))
            .filter(entry -> !gone.contains(entry))
            .toList();
    List<Inventory.Shelf> shelves = new ArrayList<>();
    graph
        .nodes()
        .forEach(
            node -> shelves.add(shelf(node, dependencies(node, resolution, kept), wanted, kept)));
    former(kept).forEach(shelves::add);
    return new Inventory(joined(shelves));
  }

  /**
   * The shelves, none of which depends on one that is no longer among them: what was made from its
   * objects counts as made from what those were made from.
   */
  private List<Inventory.Shelf> joined(List<Inventory.Shelf> shelves) {
    Set<String> left = shelves.stream().map(Inventory.Shelf::node).collect(Collectors.toSet());
    return shelves.stream()
        .map(
            shelf ->
                left.containsAll(shelf.dependsOn())
                    ? shelf
                    : shelf.standingOn(among(left, shelf.dependsOn())))
        .toList();
  }

  private List<String> among(Set<String> left, List<String> dependencies) {
    SequencedSet<String> seen = new LinkedHashSet<>(dependencies);
    Deque<String> open = new ArrayDeque<>(dependencies);
    while (!open.isEmpty()) {
      String dependency = open.remove();
      if (!left.contains(dependency)) {
        before.shelf(dependency).dependsOn().stream().filter(seen::add).forEach(open::add);
      }
    }
    return seen.stream().filter(left::contains).toList();
  }

  private InventoryEntry entry(String node, ObjectReference object) {
    Optional<String> observed = Optional.ofNullable(live.get(object)).map(KubeObject::uid);
    return new InventoryEntry(
        node,
        object,
        observed.orElseGet(() -> before.find(object).map(InventoryEntry::uid).orElse("")));
  }

  /**
   * What the objects of a node are made from: as long as they are not as the graph wants them now,
   * or some are left that it does not want any more, also what they were made from before.
   */
  private List<String> dependencies(Node node, Resolution resolution, List<InventoryEntry> kept) {
    SequencedSet<String> dependencies = new LinkedHashSet<>(node.common().dependencies());
    boolean hasOthers = kept.stream().anyMatch(entry -> entry.node().equals(node.id()));
    if (hasOthers || !isAsWanted(resolution.nodes().get(node.id()))) {
      dependencies.addAll(before.shelf(node.id()).dependsOn());
      dependencies.remove(node.id());
    }
    return List.copyOf(dependencies);
  }

  /** Whether an entry stands for an object that is as the graph wants it. */
  static boolean isAsWanted(InventoryEntry entry, Resolution resolution) {
    return resolution.nodes().get(entry.node())
            instanceof NodeOutcome.Rendered(List<DesiredObject> objects, var _)
        && objects.stream()
            .filter(DesiredObject::current)
            .anyMatch(object -> isOf(entry, object.reference()));
  }

  private static boolean isOf(InventoryEntry entry, ObjectReference object) {
    return entry.object().ofAnyVersion().equals(object.ofAnyVersion());
  }

  /** Whether all objects of a node are as the graph wants them. */
  private static boolean isAsWanted(@Nullable NodeOutcome outcome) {
    return outcome instanceof NodeOutcome.Rendered(List<DesiredObject> objects, var _)
        && objects.stream().allMatch(DesiredObject::current);
  }

  private static Inventory.Shelf shelf(
      Node node,
      List<String> dependencies,
      Map<ObjectReference, InventoryEntry> wanted,
      List<InventoryEntry> kept) {
    List<InventoryEntry> objects = new ArrayList<>();
    wanted.values().stream().filter(entry -> entry.node().equals(node.id())).forEach(objects::add);
    kept.stream().filter(entry -> entry.node().equals(node.id())).forEach(objects::add);
    return new Inventory.Shelf(node.id(), dependencies, isOrphaned(node), objects);
  }

  /** Nodes that the graph no longer has, as long as something of theirs is left. */
  private List<Inventory.Shelf> former(List<InventoryEntry> kept) {
    Set<String> present = graph.nodes().stream().map(Node::id).collect(Collectors.toSet());
    return before.shelves().stream()
        .filter(shelf -> !present.contains(shelf.node()))
        .map(shelf -> shelf.with(shelf.objects().stream().filter(kept::contains).toList()))
        .filter(shelf -> !shelf.objects().isEmpty())
        .toList();
  }

  static List<ObjectReference> wantedBy(NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Rendered rendered ->
          rendered.objects().stream().map(DesiredObject::reference).toList();
      case NodeOutcome.Waiting waiting -> waiting.known();
      case NodeOutcome.Failed failed -> failed.known();
      case NodeOutcome.Skipped _, NodeOutcome.Observed _ -> List.of();
    };
  }

  private static boolean isOrphaned(Node node) {
    return lifecycle(node).deletion() == Lifecycle.Deletion.ORPHAN;
  }

  static Lifecycle lifecycle(Node node) {
    return switch (node) {
      case Node.ManagedNode managed -> managed.lifecycle();
      case Node.CollectionNode collection -> collection.lifecycle();
      case Node.ReferenceNode _, Node.SelectionNode _ -> Lifecycle.DEFAULT;
    };
  }
}
