package run.trellis.reconcile.graph;

import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import run.trellis.api.Dialect;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.ProblemCode;
import run.trellis.cluster.GraphFeed;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.instance.InstanceMemory;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.revision.Revisions;

/** The graphs of one dialect that the process knows, by their keys. */
public final class GraphBook implements AutoCloseable {

  private final Dialect dialect;
  private final GraphFeed feed;
  private final WatchRegistry registry;
  private final KindDirectory kinds;
  private final Wake wake;
  private final Backoff backoff;
  private final InstantSource clock;
  private final Definitions definitions;
  private final Revisions revisions;
  private final Map<String, GraphRuntime> byName = new ConcurrentSkipListMap<>();
  private final Map<String, String> namesByUid = new ConcurrentHashMap<>();

  public GraphBook(
      Dialect dialect,
      GraphFeed feed,
      WatchRegistry registry,
      KindDirectory kinds,
      Wake wake,
      Backoff backoff,
      InstantSource clock) {
    this.dialect = dialect;
    this.feed = feed;
    this.registry = registry;
    this.kinds = kinds;
    this.wake = wake;
    this.backoff = backoff;
    this.clock = clock;
    this.definitions = new Definitions(registry, dialect.marking(), this::wakeByUid, this::wakeAll);
    this.revisions =
        new Revisions(
            dialect.revisions(),
            registry,
            graph -> wake.now(WorkKey.ofGraph(dialect.key(graph))),
            this::wakeAll);
    kinds.onChange(this::kindsChanged);
  }

  /** What the graphs are written in. */
  public Dialect dialect() {
    return dialect;
  }

  Definitions definitions() {
    return definitions;
  }

  Revisions revisions() {
    return revisions;
  }

  /** All graphs, by name. */
  public Collection<GraphRuntime> all() {
    return byName.values();
  }

  public Optional<GraphRuntime> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** The graph of an object; another object of the same name begins anew. */
  GraphRuntime open(KubeObject object) {
    String key = dialect.key(object.name());
    GraphRuntime known = byName.get(key);
    if (known != null && !known.object().uid().equals(object.uid())) {
      close(key);
      known = null;
    }
    if (known == null) {
      known = create(key, object);
      byName.put(key, known);
      namesByUid.put(object.uid(), key);
    }
    known.observe(object);
    return known;
  }

  private GraphRuntime create(String key, KubeObject object) {
    GraphWatches watches =
        new GraphWatches(registry, dialect.marking().tracking(), kinds, wake::now);
    InstanceMemory memory = new InstanceMemory(object.uid(), backoff, clock.instant());
    return new GraphRuntime(key, object, feed::recordWrite, watches, memory);
  }

  void close(String name) {
    GraphRuntime known = byName.remove(name);
    if (known != null) {
      namesByUid.remove(known.object().uid());
      known.close();
    }
  }

  /** Follows the instances of a kind, if it does not yet. */
  void follow(GraphRuntime runtime, GroupVersionKind type) {
    if (runtime.fleet().filter(fleet -> fleet.type().equals(type)).isEmpty()) {
      runtime.fleet(
          new Fleet(
              runtime.name(),
              type,
              runtime.watches(),
              registry,
              wake,
              backoff,
              clock,
              feed::isFresh));
    }
  }

  /** Watches a definition that stands in the way of a graph. */
  Subscription watchDefinition(GraphRuntime runtime, ObjectReference definition) {
    return registry.subscribe(
        WatchTarget.named(definition),
        FieldMask.NOTHING,
        change -> {
          if (!(change instanceof Change.Synced)) {
            wake.now(WorkKey.ofGraph(runtime.name()));
          }
        });
  }

  /** Asks for a pass over every instance of a graph. */
  void wakeInstances(GraphRuntime runtime) {
    runtime.watches().members().forEach(wake::now);
  }

  /** Asks for passes over the graphs that had to stand back for another. */
  void wakeConflicted() {
    all().stream()
        .filter(
            runtime ->
                runtime.problems().stream()
                    .anyMatch(problem -> problem.code() == ProblemCode.API_CONFLICT))
        .forEach(runtime -> wake.now(WorkKey.ofGraph(runtime.name())));
  }

  private void wakeAll() {
    byName.keySet().forEach(name -> wake.now(WorkKey.ofGraph(name)));
  }

  /** Asks for a pass over the graph that has a uid. */
  private void wakeByUid(String uid) {
    String name = namesByUid.get(uid);
    if (name != null) {
      wake.now(WorkKey.ofGraph(name));
    }
  }

  private void kindsChanged(String group) {
    for (GraphRuntime runtime : all()) {
      if (runtime.noteKinds(group)) {
        wake.now(WorkKey.ofGraph(runtime.name()));
      }
      wakeWaiting(runtime, group);
    }
  }

  /** Instances whose nodes wait for a kind of the group. */
  private void wakeWaiting(GraphRuntime runtime, String group) {
    boolean concerned =
        runtime.serving().filter(served -> served.graph().namesGroup(group)).isPresent();
    if (concerned) {
      wakeInstances(runtime);
    }
  }

  @Override
  public void close() {
    byName.keySet().forEach(this::close);
    definitions.close();
    revisions.close();
  }
}
