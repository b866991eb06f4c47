package run.trellis.reconcile.instance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import run.trellis.api.GroupVersionKind;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.resolve.Snapshot.Query;
import run.trellis.resolve.Snapshot.QueryResult;

/**
 * Watches of what the instances of a graph only read, and which instance reads what. A query is
 * watched as long as one of them asks it.
 */
final class ReferenceWatches implements AutoCloseable {

  private final WatchRegistry registry;
  private final Consumer<WorkKey> wake;
  private final Map<Query, Watched> watched = new HashMap<>();
  private final Map<WorkKey, Set<Query>> asked = new HashMap<>();
  private Map<GroupVersionKind, FieldMask> masks = Map.of();

  /** Readers are read by watch threads without any lock of ours: those hold locks of their own. */
  private record Watched(Set<WorkKey> readers, FieldMask mask, Subscription subscription) {}

  ReferenceWatches(WatchRegistry registry, Consumer<WorkKey> wake) {
    this.registry = registry;
    this.wake = wake;
  }

  /** Reads these fields of the kinds from now on. */
  synchronized void read(Map<GroupVersionKind, FieldMask> wanted) {
    masks = Map.copyOf(wanted);
    for (Query query : Set.copyOf(watched.keySet())) {
      Watched before = watched.get(query);
      if (before != null && !before.mask().equals(mask(query))) {
        watched.put(query, subscribe(query, before.readers()));
        before.subscription().close();
      }
    }
  }

  /**
   * Says all that an instance asks, in place of what it asked before.
   *
   * @return whether that is anything else than before
   */
  synchronized boolean track(WorkKey reader, Set<Query> queries) {
    Set<Query> before = asked.getOrDefault(reader, Set.of());
    if (before.equals(queries)) {
      return false;
    }
    for (Query query : queries) {
      watched
          .computeIfAbsent(query, added -> subscribe(added, ConcurrentHashMap.newKeySet()))
          .readers()
          .add(reader);
    }
    Set<Query> dropped = new HashSet<>(before);
    dropped.removeAll(queries);
    dropped.forEach(query -> release(query, reader));
    if (queries.isEmpty()) {
      asked.remove(reader);
    } else {
      asked.put(reader, Set.copyOf(queries));
    }
    return true;
  }

  void forget(WorkKey reader) {
    track(reader, Set.of());
  }

  /** What an instance asks. */
  synchronized Set<Query> askedBy(WorkKey reader) {
    return asked.getOrDefault(reader, Set.of());
  }

  /** What is known of a query that somebody asks; empty while its watch has not listed yet. */
  synchronized Optional<QueryResult> result(Query query) {
    Watched watch = watched.get(query);
    if (watch == null) {
      return Optional.empty();
    }
    ObjectCache cache = watch.subscription().cache();
    Optional<Change.Unavailable> unavailable = cache.unavailable();
    if (unavailable.isPresent()) {
      return Optional.of(
          new QueryResult.Unavailable(unavailable.get().reason(), unavailable.get().message()));
    }
    return cache.isSynced()
        ? Optional.of(new QueryResult.Found(cache.list().stream().toList()))
        : Optional.empty();
  }

  /** Whether what an instance asks of a kind is known, and up to date. */
  synchronized boolean isFresh(WorkKey reader, GroupVersionKind type) {
    return askedBy(reader).stream()
        .filter(query -> query.type().equals(type))
        .map(watched::get)
        .allMatch(watch -> watch != null && watch.subscription().cache().isFresh());
  }

  private void release(Query query, WorkKey reader) {
    Watched watch = watched.get(query);
    if (watch != null && watch.readers().remove(reader) && watch.readers().isEmpty()) {
      watched.remove(query);
      watch.subscription().close();
    }
  }

  private Watched subscribe(Query query, Set<WorkKey> readers) {
    FieldMask mask = mask(query);
    return new Watched(
        readers, mask, registry.subscribe(target(query), mask, _ -> readers.forEach(wake)));
  }

  private FieldMask mask(Query query) {
    return masks.getOrDefault(query.type(), FieldMask.NOTHING);
  }

  private static WatchTarget target(Query query) {
    return switch (query) {
      case Query.ByName(var reference) -> WatchTarget.named(reference);
      case Query.BySelector(var type, var namespace, var selector) ->
          new WatchTarget(type, namespace, selector, "");
    };
  }

  @Override
  public synchronized void close() {
    watched.values().forEach(watch -> watch.subscription().close());
    watched.clear();
    asked.clear();
  }
}
