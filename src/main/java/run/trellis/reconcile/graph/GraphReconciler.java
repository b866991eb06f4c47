package run.trellis.reconcile.graph;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.Dialect;
import run.trellis.api.GraphFacts;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.GraphFeed;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.OpenApiDocuments.OpenApiUnavailable;
import run.trellis.cluster.WatchRegistry.Change.Unavailable;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.reconcile.instance.InstanceReconciler;
import run.trellis.reconcile.instance.Inventory;
import run.trellis.reconcile.instance.Manifests;
import run.trellis.reconcile.instance.Subject;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.revision.History;
import run.trellis.reconcile.revision.RevisionKeeper;
import run.trellis.reconcile.revision.RevisionStore;
import run.trellis.reconcile.revision.Revisions;

/**
 * Turns a definition into an API that is served, and keeps it so. A definition that is not sound
 * changes nothing but its status: the revision that served last goes on serving.
 */
public final class GraphReconciler {

  private static final Logger log = LoggerFactory.getLogger(GraphReconciler.class);

  private final Dialect dialect;
  private final GraphFeed feed;
  private final ObjectClient client;
  private final GraphBook book;
  private final Definitions definitions;
  private final Revisions revisions;
  private final Examiner examiner;
  private final Activation activation;
  private final RevisionKeeper keeper;
  private final GraphStatusWriter status;
  private final GraphRemoval removal;
  private final InstanceReconciler instances;

  /**
   * How graphs are reconciled.
   *
   * @param revisionsKept how many of the newest revisions of a graph stay; 0 for all
   * @param deletionPatience how long an API may take to go before the status names who holds it
   */
  public record Options(int revisionsKept, Duration deletionPatience) {}

  /** A reconciler of the graphs in a book. */
  public GraphReconciler(
      GraphFeed feed,
      ObjectClient anyone,
      GraphBook book,
      Examiner examiner,
      InstanceReconciler instances,
      EventRecorder events,
      InstantSource clock,
      Options options) {
    this.dialect = book.dialect();
    ObjectClient client = anyone.as(dialect.managers());
    this.feed = feed;
    this.client = client;
    this.book = book;
    this.definitions = book.definitions();
    this.revisions = book.revisions();
    this.examiner = examiner;
    this.activation =
        new Activation(
            feed,
            examiner,
            new RevisionStore(revisions, client),
            new ApiPublisher(client, definitions, dialect),
            book,
            events);
    this.keeper = new RevisionKeeper(revisions, client, clock, options.revisionsKept());
    this.status = new GraphStatusWriter(client, clock);
    this.removal =
        new GraphRemoval(dialect, client, definitions, status, clock, options.deletionPatience());
    this.instances = instances;
  }

  /** Stands for a graph none of whose definitions serves: enough to take instances away. */
  public CompiledGraph withoutNodes(KubeObject graph) {
    return examiner.withoutNodes(graph);
  }

  /** One pass over one graph. */
  public PassResult reconcile(WorkKey key) {
    Optional<KubeObject> object = feed.get(dialect.graphOf(key.graph()));
    if (object.isEmpty()) {
      book.close(key.graph());
      book.wakeConflicted();
      // What it owned goes after it, and says so to whoever is called like it.
      return keeper.release(dialect.graphOf(key.graph())).orElse(PassResult.GONE);
    }
    GraphRuntime runtime = book.open(object.get());
    followServed(runtime);
    try {
      return reconcile(key, runtime);
    } catch (OpenApiUnavailable unavailable) {
      log.atWarn()
          .addKeyValue("graph", runtime.name())
          .log("cannot be compiled now: {}", unavailable.getMessage());
      return PassResult.Failed.plain();
    }
  }

  private PassResult reconcile(WorkKey key, GraphRuntime runtime) {
    if (runtime.object().isTerminating()) {
      Optional<PassResult> held = keeper.release(runtime.object().name());
      PassResult removed = remove(key, runtime);
      return held.orElse(removed);
    }
    Optional<Unavailable> unreadable = revisions.unavailable();
    if (unreadable.isPresent()) {
      return suspend(runtime, unreadable.get());
    }
    if (!definitions.cache().isSynced() || !revisions.areListed()) {
      // What has not been listed yet must not be told; once it has, every graph is woken.
      return PassResult.DONE;
    }
    return hold(runtime).orElseGet(() -> bringUp(key, runtime));
  }

  /** Without knowing which revisions there are, nothing can be said about what is to serve. */
  private PassResult suspend(GraphRuntime runtime, Unavailable unreadable) {
    String message = "the revisions of graphs cannot be read: " + unreadable.message();
    return status
        .writeReadiness(
            runtime, GraphStatus.stated("Ready", false, unreadable.reason().code(), message))
        .orElse(PassResult.DONE);
  }

  /** Instances of an API that is there are looked after whatever became of its definition. */
  private void followServed(GraphRuntime runtime) {
    definitions
        .ofGraph(runtime.object())
        .ifPresent(definition -> book.follow(runtime, Definitions.kind(definition)));
  }

  private PassResult remove(WorkKey key, GraphRuntime runtime) {
    Examined written = examiner.written(runtime);
    if (revisions.areListed()) {
      History history = revisions.of(runtime.object(), runtime.issued());
      runtime.note(history);
      activation.resume(runtime, history);
    }
    if (runtime.serving().isEmpty()) {
      written.compiled().map(Served::unrecorded).ifPresent(it -> activation.serve(runtime, it));
    }
    return isOwnInstance(runtime)
        ? reconcileOwn(key, runtime, Subject.Frame.NONE)
        : removal.advance(runtime);
  }

  /** Comes before the API: a graph that could go would leave it behind. */
  private Optional<PassResult> hold(GraphRuntime runtime) {
    KubeObject graph = runtime.object();
    if (graph.finalizers().contains(dialect.marking().finalizer()) || isOwnInstance(runtime)) {
      return Optional.empty();
    }
    KubeObject manifest = Manifests.held(graph, dialect.marking().finalizer(), Map.of(), Map.of());
    return switch (client.applyMarks(manifest, graph.uid())) {
      case WriteResult.Done(KubeObject answer) -> {
        runtime.record(answer);
        yield Optional.empty();
      }
      case WriteResult.Gone _, WriteResult.Conflict _ -> Optional.of(PassResult.DONE);
      case WriteResult.Refused refused -> {
        log.atWarn()
            .addKeyValue("graph", runtime.name())
            .log("finalizer refused: {}", refused.message());
        yield Optional.of(new PassResult.Failed(refused.retryAfter()));
      }
    };
  }

  private PassResult bringUp(WorkKey key, GraphRuntime runtime) {
    History history = revisions.of(runtime.object(), runtime.issued());
    Standing standing = activation.advance(runtime, history);
    Optional<PassResult> untidy = keepRevisions(runtime, standing.pin());
    PassResult told = tell(key, runtime, standing);
    Optional<PassResult> failed =
        switch (standing.api()) {
          case Publication.Failed(var _, var retryAfter) ->
              Optional.of(new PassResult.Failed(retryAfter));
          case Publication.Unrecorded(var _, var retryAfter) ->
              Optional.of(new PassResult.Failed(retryAfter));
          case Publication.Served _, Publication.Pending _, Publication.Refused _ -> untidy;
        };
    return failed.orElse(told);
  }

  private Optional<PassResult> keepRevisions(GraphRuntime runtime, OptionalLong pin) {
    // Once more, because one may have been stored just now.
    History history = revisions.of(runtime.object(), runtime.issued());
    runtime.note(history);
    return keeper.keep(runtime.object(), history, runtime.situation(pin));
  }

  private PassResult tell(WorkKey key, GraphRuntime runtime, Standing standing) {
    boolean own = isOwnInstance(runtime) && runtime.serving().isPresent();
    KubeObject graph = runtime.object();
    GraphFacts facts = GraphStatus.facts(runtime, standing, own ? Map.of() : counted(runtime));
    List<Stated> conditions = new ArrayList<>(dialect.graphs().conditions(facts, graph));
    if (!own || !standing.asked()) {
      // Of a graph that is its own instance, what serves must not pass for what was asked for.
      conditions.add(dialect.graphs().ready(facts, graph));
    }
    Map<String, @Nullable Object> fields = dialect.graphs().fields(facts, graph);
    return own
        ? reconcileOwn(key, runtime, new Subject.Frame(conditions, fields))
        : status.write(runtime, conditions, fields).orElse(PassResult.DONE);
  }

  /** How its instances are; as long as they are not listed, what was told last. */
  private Map<String, Object> counted(GraphRuntime runtime) {
    return runtime
        .fleet()
        .filter(fleet -> fleet.cache().isSynced())
        .map(fleet -> InstanceCounts.of(fleet.cache().list(), dialect.instances()).tree())
        .orElseGet(() -> told(runtime.object()));
  }

  private static Map<String, Object> told(KubeObject graph) {
    Map<String, Object> told = new LinkedHashMap<>();
    JsonTree.mapAt(graph.tree(), "status", "instances")
        .forEach(
            (name, value) -> {
              if (value != null) {
                told.put(name, value);
              }
            });
    return told;
  }

  /** Whether the graph's objects are its own, because it generates no API. */
  private static boolean isOwnInstance(GraphRuntime runtime) {
    return runtime.object().at("spec", "schema") == null
        || !Inventory.of(runtime.object()).entries().isEmpty();
  }

  private PassResult reconcileOwn(WorkKey key, GraphRuntime runtime, Subject.Frame frame) {
    Optional<Served> serving = runtime.serving();
    CompiledGraph graph =
        serving.map(Served::graph).orElseGet(() -> examiner.withoutNodes(runtime.object()));
    runtime.watches().admit(runtime.object(), key);
    Subject.Source source = new Subject.Source(runtime::record, feed::isFresh);
    String revision = serving.map(Served::revision).orElse("");
    Subject subject = new Subject(runtime.object(), source, frame, revision);
    return instances
        .reconcile(key, graph, runtime.watches(), runtime.ownMemory(), subject)
        .result();
  }
}
