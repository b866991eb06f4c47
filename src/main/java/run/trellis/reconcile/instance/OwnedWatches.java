package run.trellis.reconcile.instance;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Tracking;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;

/**
 * Watches of what a graph manages, one for each kind. A kind that the graph no longer has but an
 * inventory still names is watched from the moment somebody asks.
 */
final class OwnedWatches implements AutoCloseable {

  /** Whatever a graph reads: deletion tells who holds an object. */
  private static final FieldMask ALWAYS = FieldMask.of(List.of("metadata", "finalizers"));

  private final WatchRegistry registry;
  private final Tracking tracking;
  private final Consumer<Change> listener;
  private final Map<GroupVersionKind, Held> held = new HashMap<>();

  private record Held(FieldMask mask, Subscription subscription) {}

  OwnedWatches(WatchRegistry registry, Tracking tracking, Consumer<Change> listener) {
    this.registry = registry;
    this.tracking = tracking;
    this.listener = listener;
  }

  /** The cache of a kind's owned objects. */
  synchronized ObjectCache cache(GroupVersionKind type) {
    return held.computeIfAbsent(type, asked -> subscribe(asked, ALWAYS)).subscription().cache();
  }

  /**
   * Reads these fields of these kinds from now on. A watch that goes on is taken up anew before the
   * old hold on it is given up: otherwise its cache would be dropped and listed again.
   */
  synchronized void read(Map<GroupVersionKind, FieldMask> masks) {
    masks.forEach(
        (type, mask) -> {
          FieldMask wanted = mask.union(ALWAYS);
          Held before = held.get(type);
          if (before == null || !before.mask().equals(wanted)) {
            held.put(type, subscribe(type, wanted));
            if (before != null) {
              before.subscription().close();
            }
          }
        });
  }

  private Held subscribe(GroupVersionKind type, FieldMask mask) {
    WatchTarget target = WatchTarget.labelled(type, tracking.selector());
    return new Held(mask, registry.subscribe(target, mask, listener));
  }

  @Override
  public synchronized void close() {
    held.values().forEach(watch -> watch.subscription().close());
    held.clear();
  }
}
