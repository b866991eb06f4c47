package run.trellis.reconcile.instance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Tracking;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.FieldMask;
import run.trellis.graph.Node;
import run.trellis.reconcile.queue.WorkKey;

/** What the passes over one graph's instances see of the cluster, and what wakes them. */
public final class GraphWatches implements AutoCloseable {

  private final Tracking tracking;
  private final KindDirectory kinds;
  private final Consumer<WorkKey> wake;
  private final OwnedWatches owned;
  private final ReferenceWatches references;
  private final ReferenceWatches hindrances;
  private final Blockers blockers;

  /** Which instance has which uid: how an object finds the instance that its label names. */
  private final Map<String, WorkKey> members = new ConcurrentHashMap<>();

  public GraphWatches(
      WatchRegistry registry, Tracking tracking, KindDirectory kinds, Consumer<WorkKey> wake) {
    this.tracking = tracking;
    this.kinds = kinds;
    this.wake = wake;
    this.owned = new OwnedWatches(registry, tracking, this::ownedChanged);
    this.references = new ReferenceWatches(registry, wake);
    this.hindrances = new ReferenceWatches(registry, wake);
    this.blockers = new Blockers(hindrances);
  }

  /** Watches what a graph manages and reads, in place of what was watched before. */
  public void follow(CompiledGraph graph) {
    owned.read(masks(graph, Node::isManaged));
    references.read(masks(graph, node -> !node.isManaged()));
  }

  private static Map<GroupVersionKind, FieldMask> masks(
      CompiledGraph graph, Predicate<Node> chosen) {
    Map<GroupVersionKind, FieldMask> masks = new HashMap<>();
    graph.nodes().stream()
        .filter(chosen)
        .forEach(node -> masks.merge(node.type(), node.common().mask(), FieldMask::union));
    return masks;
  }

  /** An instance is there. */
  public void admit(KubeObject instance, WorkKey key) {
    members.put(instance.uid(), key);
  }

  /** An instance is gone. */
  public void dismiss(KubeObject instance) {
    members.remove(instance.uid());
  }

  /** Forgets what an instance that is gone has read. */
  public void forget(WorkKey key) {
    references.forget(key);
    blockers.forget(key);
  }

  /** All instances that are there. */
  public Set<WorkKey> members() {
    return Set.copyOf(members.values());
  }

  ObjectCache owned(GroupVersionKind type) {
    return owned.cache(type);
  }

  /** Why the objects of a kind cannot be seen; empty if they can, or will be soon. */
  Optional<Change.Unavailable> obstacle(GroupVersionKind type) {
    return owned.cache(type).unavailable();
  }

  ReferenceWatches references() {
    return references;
  }

  /** What stands in the way of objects that were refused. */
  Blockers blockers() {
    return blockers;
  }

  KindDirectory kinds() {
    return kinds;
  }

  private void ownedChanged(Change change) {
    switch (change) {
      case Change.Upserted(KubeObject object) -> wakeOwner(object);
      case Change.Deleted(KubeObject object) -> wakeOwner(object);
      case Change.Synced _, Change.Unavailable _ -> members.values().forEach(wake);
    }
  }

  private void wakeOwner(KubeObject object) {
    WorkKey key = members.get(tracking.ownerUid(object));
    if (key != null) {
      wake.accept(key);
    }
  }

  @Override
  public void close() {
    owned.close();
    references.close();
    hindrances.close();
    members.clear();
  }
}
