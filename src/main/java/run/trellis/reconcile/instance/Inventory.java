package run.trellis.reconcile.instance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * The objects of an instance, node by node, as its status keeps them: all that deletion needs to
 * know.
 *
 * @param shelves one for each node that has or had objects
 */
public record Inventory(List<Shelf> shelves) {

  public Inventory {
    shelves = List.copyOf(shelves);
  }

  /**
   * The objects of one node.
   *
   * @param node id of the node
   * @param dependsOn ids of the nodes whose objects must outlive these
   * @param orphaned whether the objects stay when the instance goes
   */
  public record Shelf(
      String node, List<String> dependsOn, boolean orphaned, List<InventoryEntry> objects) {
    public Shelf {
      dependsOn = List.copyOf(dependsOn);
      objects = List.copyOf(objects);
    }

    Shelf with(List<InventoryEntry> others) {
      return new Shelf(node, dependsOn, orphaned, others);
    }

    Shelf standingOn(List<String> others) {
      return new Shelf(node, others, orphaned, objects);
    }
  }

  /** What the status of an instance says. */
  public static Inventory of(KubeObject instance) {
    return new Inventory(
        JsonTree.listAt(instance.tree(), "status", "graph", "nodes").stream()
            .map(Inventory::shelf)
            .toList());
  }

  private static Shelf shelf(@Nullable Object node) {
    String id = JsonTree.textAt(node, "id");
    return new Shelf(
        id,
        JsonTree.listAt(node, "dependsOn").stream().map(String::valueOf).toList(),
        JsonTree.textAt(node, "deletion").equals("Orphan"),
        JsonTree.listAt(node, "objects").stream().map(object -> entry(id, object)).toList());
  }

  private static InventoryEntry entry(String node, @Nullable Object object) {
    GroupVersionKind type =
        GroupVersionKind.of(JsonTree.textAt(object, "apiVersion"), JsonTree.textAt(object, "kind"));
    ObjectReference reference =
        new ObjectReference(
            type, JsonTree.textAt(object, "namespace"), JsonTree.textAt(object, "name"));
    return new InventoryEntry(node, reference, JsonTree.textAt(object, "uid"));
  }

  public List<InventoryEntry> entries() {
    return shelves.stream().flatMap(shelf -> shelf.objects().stream()).toList();
  }

  public Set<GroupVersionKind> types() {
    return entries().stream().map(entry -> entry.object().type()).collect(Collectors.toSet());
  }

  /** The shelf of a node; an empty one if it has none. */
  public Shelf shelf(String node) {
    return shelves.stream()
        .filter(shelf -> shelf.node().equals(node))
        .findFirst()
        .orElse(new Shelf(node, List.of(), false, List.of()));
  }

  /** The entry of an object under whichever version of its kind. */
  public Optional<InventoryEntry> find(ObjectReference object) {
    return entries().stream()
        .filter(entry -> entry.object().ofAnyVersion().equals(object.ofAnyVersion()))
        .findFirst();
  }

  /** The form in which a status holds one shelf's objects. */
  static List<Map<String, Object>> trees(List<InventoryEntry> entries) {
    return entries.stream().map(Inventory::tree).toList();
  }

  private static Map<String, Object> tree(InventoryEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", entry.object().type().apiVersion());
    tree.put("kind", entry.object().type().kind());
    if (!entry.object().namespace().isEmpty()) {
      tree.put("namespace", entry.object().namespace());
    }
    tree.put("name", entry.object().name());
    if (!entry.uid().isEmpty()) {
      tree.put("uid", entry.uid());
    }
    return tree;
  }
}
