package run.trellis.reconcile.instance;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.api.InventoryEntry;

/**
 * What may go next: an object goes only after all that depend on it, however indirectly, are gone.
 */
final class RemovalOrder {

  private final Inventory inventory;

  RemovalOrder(Inventory inventory) {
    this.inventory = inventory;
  }

  /** The entries among those left that nothing left depends on. */
  List<InventoryEntry> next(List<InventoryEntry> left) {
    Set<String> needed =
        left.stream()
            .map(InventoryEntry::node)
            .distinct()
            .flatMap(node -> dependencies(node).stream())
            .collect(Collectors.toSet());
    List<InventoryEntry> free =
        left.stream().filter(entry -> !needed.contains(entry.node())).toList();
    // Only a status that somebody forged has cycles; deletion must not hang on it.
    return free.isEmpty() ? left : free;
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
