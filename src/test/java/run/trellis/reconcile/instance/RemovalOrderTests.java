package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;

class RemovalOrderTests {

  private static final GroupVersionKind KIND = GroupVersionKind.of("v1", "ConfigMap");

  private static InventoryEntry entry(String node) {
    return new InventoryEntry(node, new ObjectReference(KIND, "default", node), "uid-" + node);
  }

  private static Inventory.Shelf shelf(String node, String... dependsOn) {
    return new Inventory.Shelf(node, List.of(dependsOn), false, List.of(entry(node)));
  }

  private static List<List<String>> waves(Inventory inventory) {
    RemovalOrder order = new RemovalOrder(inventory);
    List<InventoryEntry> left = new ArrayList<>(inventory.entries());
    List<List<String>> waves = new ArrayList<>();
    while (!left.isEmpty()) {
      List<InventoryEntry> next = order.next(left);
      waves.add(next.stream().map(InventoryEntry::node).toList());
      left.removeAll(next);
    }
    return waves;
  }

  @Test
  void takesDependentsBeforeWhatTheyDependOn() {
    Inventory inventory =
        new Inventory(List.of(shelf("a"), shelf("b", "a"), shelf("c", "a"), shelf("d", "b", "c")));

    assertThat(waves(inventory)).isEqualTo(List.of(List.of("d"), List.of("b", "c"), List.of("a")));
  }

  @Test
  void respectsADependencyThroughANodeWithoutObjects() {
    Inventory.Shelf empty = new Inventory.Shelf("b", List.of("a"), false, List.of());
    Inventory inventory = new Inventory(List.of(shelf("a"), empty, shelf("c", "b")));

    assertThat(waves(inventory)).isEqualTo(List.of(List.of("c"), List.of("a")));
  }

  @Test
  void keepsWhatSomethingThatStaysWasMadeFrom() {
    Inventory inventory = new Inventory(List.of(shelf("a"), shelf("b", "a"), shelf("c", "b")));
    List<InventoryEntry> going = List.of(entry("a"), entry("b"));

    RemovalOrder held = new RemovalOrder(inventory, Set.of("c"));
    assertThat(held.next(going)).isEmpty();
    assertThat(held.standingOn("a")).contains("c");
    assertThat(new RemovalOrder(inventory, Set.of("b")).next(List.of(entry("a"), entry("c"))))
        .containsExactly(entry("c"));
    assertThat(new RemovalOrder(inventory).next(going)).containsExactly(entry("b"));
  }

  @Test
  void doesNotHangOnACycleThatSomebodyForged() {
    Inventory inventory = new Inventory(List.of(shelf("a", "b"), shelf("b", "a")));

    assertThat(waves(inventory)).isEqualTo(List.of(List.of("a", "b")));
  }

  @Property
  void neverTakesWhatSomethingLeftDependsOn(
      @ForAll @Size(max = 12) List<@Size(max = 3) List<@IntRange(max = 11) Integer>> edges) {
    List<Inventory.Shelf> shelves = new ArrayList<>();
    for (int node = 0; node < edges.size(); node++) {
      int number = node;
      String[] earlier =
          edges.get(node).stream()
              .filter(other -> other < number)
              .map(other -> "n" + other)
              .toArray(String[]::new);
      shelves.add(shelf("n" + node, earlier));
    }
    List<String> gone = new ArrayList<>();
    for (List<String> wave : waves(new Inventory(shelves))) {
      gone.addAll(wave);
      shelves.stream()
          .filter(shelf -> !gone.contains(shelf.node()))
          .forEach(
              left ->
                  assertThat(Collections.disjoint(gone, left.dependsOn()))
                      .as("%s is left, and so is what it depends on", left.node())
                      .isTrue());
    }
    assertThat(gone).hasSameSizeAs(edges);
  }
}
