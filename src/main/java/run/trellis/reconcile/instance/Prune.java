package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.graph.Node;
import run.trellis.reconcile.instance.Progress.Obstacle;
import run.trellis.resolve.Resolution;
import run.trellis.resolve.Snapshot.Query;

/**
 * Removes what a graph does not want any more, as soon as that is beyond doubt: what the conclusion
 * rests on must be up to date, and what was made from an object must be made anew first.
 */
final class Prune {

  /** When to look again whether the API server was heard of. Costs no request. */
  private static final Duration STALE_RECHECK = Duration.ofSeconds(5);

  private static final Obstacle STALE =
      new Obstacle(
          Reason.NOT_READY,
          "is kept until the API server has been heard of again: what speaks against it may be"
              + " out of date");

  private final Pass pass;
  private final Resolution resolution;
  private final Presence presence;

  Prune(Pass pass, Resolution resolution) {
    this.pass = pass;
    this.resolution = resolution;
    this.presence = new Presence(pass);
  }

  /** Goes as far as it gets without waiting. */
  Progress advance(InstantSource clock, Duration patience) {
    List<InventoryEntry> certain = new ArrayList<>();
    SequencedMap<InventoryEntry, Obstacle> withheld = new LinkedHashMap<>();
    for (InventoryEntry entry : resolution.prunable()) {
      if (SnapshotAssembler.isFresh(pass, entry.node())) {
        certain.add(entry);
      } else {
        withheld.put(entry, STALE);
      }
    }
    Optional<Duration> recheck = withheld.isEmpty() ? Optional.empty() : Optional.of(STALE_RECHECK);
    resolution
        .kept()
        .forEach(
            (entry, why) -> {
              if (mayExist(entry)) {
                withheld.put(entry, new Obstacle(Reason.DEPENDENCY_NOT_READY, why));
              }
            });
    return remove(certain, clock, patience).withheld(withheld, recheck);
  }

  private Progress remove(List<InventoryEntry> certain, InstantSource clock, Duration patience) {
    if (certain.isEmpty()) {
      return Progress.NONE;
    }
    RemovalOrder order = new RemovalOrder(pass.inventory(), standing(certain));
    return new Removal(pass, clock, patience, order, this::outlives).advance(certain);
  }

  /** Nodes with objects that stay, are not as they should be, and may be made from what goes. */
  private Set<String> standing(List<InventoryEntry> going) {
    return pass.inventory().entries().stream()
        .filter(entry -> !going.contains(entry) && mayExist(entry))
        .filter(entry -> !InventoryPlan.isAsWanted(entry, resolution))
        .map(InventoryEntry::node)
        .collect(Collectors.toSet());
  }

  /**
   * Whether something that was made may still be there. What was only meant to be created was made
   * from nothing, and what is gone or no longer the instance's needs nothing any more.
   */
  private boolean mayExist(InventoryEntry entry) {
    boolean made =
        !entry.uid().isEmpty()
            || pass.watches().owned(entry.object().type()).get(entry.object()).isPresent();
    return made && !(presence.of(entry) instanceof Presence.Found.Absent);
  }

  /**
   * What its author wants to outlive the node, and what the graph only reads from now on, is no
   * longer the instance's and stays.
   */
  private boolean outlives(InventoryEntry entry) {
    return isOrphaned(entry) || isRead(entry.object().ofAnyVersion());
  }

  /** What the graph says now counts, and for nodes that it no longer has what it said last. */
  private boolean isOrphaned(InventoryEntry entry) {
    return Optional.ofNullable(pass.graph().nodesById().get(entry.node()))
        .filter(Node::isManaged)
        .map(node -> InventoryPlan.lifecycle(node).deletion() == Lifecycle.Deletion.ORPHAN)
        .orElseGet(() -> pass.inventory().shelf(entry.node()).orphaned());
  }

  private boolean isRead(ObjectReference object) {
    return resolution.queries().stream()
        .anyMatch(
            query ->
                query instanceof Query.ByName(ObjectReference read)
                    && read.ofAnyVersion().equals(object));
  }
}
