package run.trellis.reconcile.instance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.api.InventoryEntry;

/**
 * What may go next: an object goes only after all that depend on it, however indirectly, are gone
 * or no longer made from it.
 */
final class RemovalOrder {

  private final Inventory inventory;
  private final Set<String> standing;

  /** The order in which everything goes. */
  RemovalOrder(Inventory inventory) {
    this(inventory, Set.of());
  }

  /**
   * An order.
   *
   * @param standing nodes that stay, and whose objects may still be made from what is to go
   */
  RemovalOrder(Inventory inventory, Set<String> standing) {
    this.inventory = inventory;
    this.standing = Set.copyOf(standing);
  }

  /** The entries among those left that nothing left depends on. */
  List<InventoryEntry> next(List<InventoryEntry> left) {
    List<InventoryEntry> candidates =
        left.stream().filter(entry -> standingOn(entry.node()).isEmpty()).toList();
    Set<String> needed =
        candidates.stream()
            .map(InventoryEntry::node)
            .distinct()
            .flatMap(node -> dependencies(node).stream())
            .collect(Collectors.toSet());
    List<InventoryEntry> free =
        candidates.stream().filter(entry -> !needed.contains(entry.node())).toList();
    // A graph has no cycles; its status may, if an edit turned an edge round or somebody forged it.
    // Deletion must not hang on that.
    return free.isEmpty() ? candidates : free;
  }

  /** A node that stays and may still need the objects of a node; empty if none does. */
  Optional<String> standingOn(String node) {
    return standing.stream()
        .filter(other -> !other.equals(node) && dependencies(other).contains(node))
        .min(String::compareTo);
  }

  private Set<String> dependencies(String node) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(inventory.shelf(node).dependsOn());
    while (!open.isEmpty()) {
      String dependency = open.remove();
      if (found.add(dependency)) {
        open.addAll(inventory.shelf(dependency).dependsOn());
      }
    }
    return found;
  }
}
