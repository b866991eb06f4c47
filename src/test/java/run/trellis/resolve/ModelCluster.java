package run.trellis.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Dialect;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.graph.CompiledGraph;

/**
 * As much of a cluster as the resolver can see: objects that were applied, with what the API server
 * adds to them.
 */
final class ModelCluster {

  private final Map<ObjectReference, KubeObject> objects = new TreeMap<>();
  private final Map<ObjectReference, Snapshot.Refusal> refusals = new HashMap<>();
  private final Map<Snapshot.Query, Snapshot.QueryResult> references = new HashMap<>();
  private final Map<GroupVersionKind, Snapshot.KindState> kinds = new HashMap<>();
  private final List<InventoryEntry> inventory = new ArrayList<>();
  private KubeObject instance;
  private Dialect dialect = TrellisDialect.VALUE;
  private int version = 1;

  ModelCluster(KubeObject instance) {
    this.instance = instance;
  }

  Snapshot snapshot(CompiledGraph graph) {
    dialect = graph.dialect();
    Map<GroupVersionKind, Snapshot.KindState> states = new HashMap<>();
    graph.nodes().forEach(node -> states.put(node.type(), Snapshot.KindState.NAMESPACED));
    states.putAll(kinds);
    return new Snapshot(instance, objects, Map.of(), refusals, references, states, inventory);
  }

  /** Resolves and applies until there is nothing left to apply; the number of objects sent. */
  int converge(CompiledGraph graph) {
    int sent = 0;
    for (Resolution resolution = resolve(graph);
        !resolution.toApply().isEmpty();
        resolution = resolve(graph)) {
      for (DesiredObject object : resolution.toApply()) {
        apply(object);
        sent++;
      }
    }
    return sent;
  }

  Resolution resolve(CompiledGraph graph) {
    return new Resolver().resolve(graph, snapshot(graph));
  }

  void apply(DesiredObject desired) {
    Map<String, @Nullable Object> owned = new LinkedHashMap<>();
    desired.manifest().tree().keySet().forEach(field -> owned.put("f:" + field, Map.of()));
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(desired.manifest().tree(), "metadata"));
    metadata.put("uid", "uid-of-" + desired.reference().name());
    metadata.put("resourceVersion", String.valueOf(++version));
    owned.put("f:metadata", Map.of("f:labels", Map.of(), "f:annotations", Map.of()));
    metadata.put(
        "managedFields",
        List.of(Map.of("manager", manager(), "operation", "Apply", "fieldsV1", owned)));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(desired.manifest().tree());
    KubeObject before = objects.get(desired.reference());
    if (before != null && before.at("status") != null) {
      tree.put("status", before.at("status"));
    }
    tree.put("metadata", metadata);
    objects.put(desired.reference(), KubeObject.of(tree));
    String node = dialect.marking().node(desired.manifest());
    inventory.removeIf(entry -> entry.object().equals(desired.reference()));
    inventory.add(
        new InventoryEntry(node, desired.reference(), "uid-of-" + desired.reference().name()));
  }

  private String manager() {
    return dialect.managers().objects();
  }

  /** Somebody else changes a field of an object. */
  void set(ObjectReference reference, Object value, String... path) {
    KubeObject object = objects.get(reference);
    objects.put(
        reference, KubeObject.of(with(object == null ? Map.of() : object.tree(), value, path, 0)));
  }

  /** Somebody else takes a field of ours. */
  void take(ObjectReference reference, String field) {
    KubeObject object = java.util.Objects.requireNonNull(objects.get(reference));
    Map<String, @Nullable Object> owned =
        new LinkedHashMap<>(FieldOwnership.ownedFields(object, manager()));
    owned.remove("f:" + field);
    set(
        reference,
        List.of(Map.of("manager", manager(), "operation", "Apply", "fieldsV1", owned)),
        "metadata",
        "managedFields");
  }

  void remove(ObjectReference reference) {
    objects.remove(reference);
  }

  void refuse(DesiredObject object, run.trellis.api.Reason reason, String message) {
    refusals.put(object.reference(), new Snapshot.Refusal(object.digest(), reason, message));
  }

  void answer(Snapshot.Query query, Snapshot.QueryResult result) {
    references.put(query, result);
  }

  void serve(GroupVersionKind type, Snapshot.KindState state) {
    kinds.put(type, state);
  }

  void remember(InventoryEntry entry) {
    inventory.add(entry);
  }

  void edit(Object value, String... path) {
    instance = KubeObject.of(with(instance.tree(), value, path, 0));
  }

  ObjectReference only(String kind, String name) {
    return objects.keySet().stream()
        .filter(reference -> reference.type().kind().equals(kind) && reference.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  Map<ObjectReference, KubeObject> objects() {
    return objects;
  }

  private static Map<String, @Nullable Object> with(
      @Nullable Object tree, Object value, String[] path, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(JsonTree.mapAt(tree));
    copy.put(
        path[depth],
        depth == path.length - 1 ? value : with(copy.get(path[depth]), value, path, depth + 1));
    return copy;
  }
}
