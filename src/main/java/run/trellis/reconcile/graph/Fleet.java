package run.trellis.reconcile.graph;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.instance.InstanceMemory;
import run.trellis.reconcile.instance.Subject;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.reconcile.queue.WorkKey;

/** The instances of one graph. */
public final class Fleet implements AutoCloseable {

  private final String graph;
  private final GroupVersionKind type;
  private final GraphWatches watches;
  private final Wake wake;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Map<WorkKey, InstanceMemory> memories = new ConcurrentHashMap<>();
  private final Map<WorkKey, Echo> seen = new ConcurrentHashMap<>();
  private final Subscription subscription;
  private final Subject.Source source;

  /**
   * The instances of a graph.
   *
   * @param graphIsFresh whether what is known of the graph itself is up to date
   */
  Fleet(
      String graph,
      GroupVersionKind type,
      GraphWatches watches,
      WatchRegistry registry,
      Wake wake,
      Backoff backoff,
      InstantSource clock,
      BooleanSupplier graphIsFresh) {
    this.graph = graph;
    this.type = type;
    this.watches = watches;
    this.wake = wake;
    this.backoff = backoff;
    this.clock = clock;
    this.subscription =
        registry.subscribe(WatchTarget.all(type), FieldMask.EVERYTHING, this::changed);
    this.source =
        new Subject.Source(
            cache()::recordWrite, () -> cache().isFresh() && graphIsFresh.getAsBoolean());
    // A watch that others share has listed already and does not tell again.
    cache().list().forEach(this::admitted);
  }

  public GroupVersionKind type() {
    return type;
  }

  /** Reads of the instances; whole objects. */
  public ObjectCache cache() {
    return subscription.cache();
  }

  /**
   * The instance of a key as a subject of a pass; empty if there is none.
   *
   * @param revision name of the revision that the pass is made with; empty for none
   */
  public Optional<Subject> subject(WorkKey key, String revision) {
    return cache()
        .get(new ObjectReference(type, key.namespace(), key.name()))
        .map(object -> new Subject(object, source, Subject.Frame.NONE, revision));
  }

  /** What is remembered of an instance; nothing of one before it that had the same name. */
  public InstanceMemory memory(WorkKey key, String uid) {
    return memories.compute(
        key,
        (_, known) ->
            known != null && known.isOf(uid)
                ? known
                : new InstanceMemory(uid, backoff, clock.instant()));
  }

  /** Forgets an instance that is gone. */
  public void forget(WorkKey key) {
    memories.remove(key);
    seen.remove(key);
    watches.forget(key);
  }

  private void changed(Change change) {
    switch (change) {
      case Change.Upserted(KubeObject object) -> admitted(object);
      case Change.Deleted(KubeObject object) -> {
        watches.dismiss(object);
        wake.now(key(object));
        wake.soon(WorkKey.ofGraph(graph));
      }
      case Change.Synced _, Change.Unavailable _ -> wake.soon(WorkKey.ofGraph(graph));
    }
  }

  private void admitted(KubeObject object) {
    WorkKey key = key(object);
    Echo echo = Echo.of(object);
    watches.admit(object, key);
    Echo before = seen.put(key, echo);
    if (!echo.equals(before)) {
      wake.now(key);
    }
    if (before == null) {
      wake.soon(WorkKey.ofGraph(graph));
    }
  }

  private WorkKey key(KubeObject object) {
    return new WorkKey(graph, object.namespace(), object.name());
  }

  /**
   * What of an instance concerns its passes. Its inventory does: own writes have no echo here, so
   * it differs only if somebody else touched it.
   */
  private record Echo(
      String uid,
      long generation,
      Map<String, String> labels,
      Map<String, String> annotations,
      List<String> finalizers,
      boolean terminating,
      int inventory) {

    static Echo of(KubeObject object) {
      return new Echo(
          object.uid(),
          object.generation(),
          object.labels(),
          object.annotations(),
          object.finalizers(),
          object.isTerminating(),
          Objects.hashCode(object.at("status", "graph")));
    }
  }

  @Override
  public void close() {
    subscription.close();
  }
}
