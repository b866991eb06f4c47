package run.trellis.reconcile.graph;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.GraphFeed;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.OpenApiDocuments.OpenApiUnavailable;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.reconcile.instance.InstanceReconciler;
import run.trellis.reconcile.instance.Inventory;
import run.trellis.reconcile.instance.Manifests;
import run.trellis.reconcile.instance.Stated;
import run.trellis.reconcile.instance.Subject;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;

/**
 * Turns a definition into an API that is served, and keeps it so. A definition that is not sound
 * changes nothing but its status: the last sound one goes on serving.
 */
public final class GraphReconciler {

  private static final Logger log = LoggerFactory.getLogger(GraphReconciler.class);

  private final GraphFeed feed;
  private final ObjectClient client;
  private final GraphBook book;
  private final Definitions definitions;
  private final Examiner examiner;
  private final Rivals rivals;
  private final ApiPublisher publisher;
  private final GraphStatusWriter status;
  private final GraphRemoval removal;
  private final InstanceReconciler instances;
  private final EventRecorder events;

  public GraphReconciler(
      GraphFeed feed,
      ObjectClient client,
      GraphBook book,
      Examiner examiner,
      InstanceReconciler instances,
      EventRecorder events,
      InstantSource clock) {
    this.feed = feed;
    this.client = client;
    this.book = book;
    this.definitions = book.definitions();
    this.examiner = examiner;
    this.rivals = new Rivals(feed);
    this.publisher = new ApiPublisher(client, definitions);
    this.status = new GraphStatusWriter(client, clock);
    this.removal = new GraphRemoval(client, definitions, status);
    this.instances = instances;
    this.events = events;
  }

  /** One pass over one graph. */
  public PassResult reconcile(WorkKey key) {
    Optional<KubeObject> object = feed.get(key.graph());
    if (object.isEmpty()) {
      book.close(key.graph());
      book.wakeConflicted();
      return PassResult.GONE;
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
      return remove(key, runtime);
    }
    if (!definitions.cache().isSynced()) {
      // What has not been listed yet must not be told; once it has, every graph is woken.
      return PassResult.DONE;
    }
    return hold(runtime).orElseGet(() -> bringUp(key, runtime));
  }

  /** Instances of an API that is there are looked after whatever became of its definition. */
  private void followServed(GraphRuntime runtime) {
    definitions
        .ofGraph(runtime.object())
        .ifPresent(definition -> book.follow(runtime, Definitions.kind(definition)));
  }

  private PassResult remove(WorkKey key, GraphRuntime runtime) {
    Examined examined = examiner.examine(runtime);
    if (runtime.serving().isEmpty()) {
      examined.compiled().ifPresent(graph -> serve(runtime, graph));
    }
    return isOwnInstance(runtime)
        ? reconcileOwn(key, runtime, Subject.Frame.NONE)
        : removal.advance(runtime);
  }

  /** Comes before the API: a graph that could go would leave it behind. */
  private Optional<PassResult> hold(GraphRuntime runtime) {
    KubeObject graph = runtime.object();
    if (graph.finalizers().contains(Marks.FINALIZER) || isOwnInstance(runtime)) {
      return Optional.empty();
    }
    KubeObject manifest = Manifests.held(graph, Map.of(), Map.of());
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
    Examined examined = examiner.examine(runtime);
    if (examined.compiled().isEmpty()) {
      return reject(key, runtime, examined.problems());
    }
    CompiledGraph graph = examined.compiled().get();
    Publication publication = publish(runtime, graph);
    watchRival(runtime, graph, publication);
    return switch (publication) {
      case Publication.Refused(List<Problem> problems) -> reject(key, runtime, problems);
      case Publication.Served _ -> {
        accept(runtime, graph);
        yield tell(key, runtime, publication);
      }
      case Publication.Pending _ -> tell(key, runtime, publication);
      case Publication.Failed failed -> {
        tell(key, runtime, publication);
        yield new PassResult.Failed(failed.retryAfter());
      }
    };
  }

  private Publication publish(GraphRuntime runtime, CompiledGraph graph) {
    boolean incumbent = definitions.ofGraph(runtime.object()).isPresent();
    boolean hasObjects = !Inventory.of(runtime.object()).entries().isEmpty();
    if (graph.api().isEmpty()) {
      return incumbent
          ? Publication.Refused.of(changedSort("the graph serves an API and cannot give it up"))
          : new Publication.Served();
    }
    if (hasObjects) {
      return Publication.Refused.of(
          changedSort("the graph has objects of its own and cannot become an API"));
    }
    Optional<Problem> conflict = incumbent ? Optional.empty() : rivals.conflict(runtime.object());
    return conflict
        .<Publication>map(Publication.Refused::of)
        .orElseGet(() -> publisher.publish(runtime, graph.api().get()));
  }

  private static Problem changedSort(String message) {
    String hint = "make a new graph, and delete this one";
    return Problem.at("spec.schema", ProblemCode.BREAKING_CHANGE, message, hint);
  }

  private void watchRival(GraphRuntime runtime, CompiledGraph graph, Publication publication) {
    boolean refused = publication instanceof Publication.Refused && graph.api().isPresent();
    if (refused && !runtime.hasRivalWatch()) {
      runtime.watchRival(book.watchDefinition(runtime, graph.api().get().crd().reference()));
    } else if (!refused) {
      runtime.forgetRival();
    }
  }

  private void accept(GraphRuntime runtime, CompiledGraph graph) {
    runtime.problems(List.of());
    if (runtime.isServing(graph)) {
      return;
    }
    boolean news =
        runtime
            .serving()
            .filter(before -> before.definition().generation() == graph.definition().generation())
            .isEmpty();
    serve(runtime, graph);
    if (news) {
      book.wakeConflicted();
      log.atInfo()
          .addKeyValue("graph", runtime.name())
          .addKeyValue("generation", runtime.object().generation())
          .addKeyValue("nodes", graph.nodes().size())
          .log("graph accepted");
      events.normal(runtime.object(), "Accepted", "the definition is sound and serves");
    }
  }

  private void serve(GraphRuntime runtime, CompiledGraph graph) {
    runtime.watches().follow(graph);
    runtime.serve(graph);
    graph.api().ifPresent(api -> book.follow(runtime, api.type()));
    book.wakeInstances(runtime);
  }

  private PassResult reject(WorkKey key, GraphRuntime runtime, List<Problem> problems) {
    if (!problems.equals(runtime.problems())) {
      log.atInfo()
          .addKeyValue("graph", runtime.name())
          .addKeyValue("generation", runtime.object().generation())
          .addKeyValue("problems", problems.size())
          .log("graph rejected: {}", problems.getFirst());
      events.warning(
          runtime.object(), problems.getFirst().code().code(), problems.getFirst().toString());
    }
    runtime.problems(problems);
    List<Stated> conditions = GraphStatus.rejected(problems, runtime.serving().isPresent());
    return tell(key, runtime, conditions);
  }

  private PassResult tell(WorkKey key, GraphRuntime runtime, Publication publication) {
    return tell(key, runtime, GraphStatus.accepted(publication));
  }

  private PassResult tell(WorkKey key, GraphRuntime runtime, List<Stated> conditions) {
    Map<String, @Nullable Object> fields =
        GraphStatus.fields(runtime.serving(), runtime.problems());
    if (isOwnInstance(runtime) && runtime.serving().isPresent()) {
      return reconcileOwn(key, runtime, new Subject.Frame(conditions, fields));
    }
    fields.putAll(counted(runtime));
    List<Stated> all = new ArrayList<>(conditions);
    all.add(GraphStatus.ready(conditions));
    return status.write(runtime, all, fields).orElse(PassResult.DONE);
  }

  /** How its instances are; as long as they are not listed, what was told last. */
  private static Map<String, @Nullable Object> counted(GraphRuntime runtime) {
    Optional<Fleet> listed = runtime.fleet().filter(fleet -> fleet.cache().isSynced());
    Optional<Object> counts =
        listed
            .<Object>map(fleet -> InstanceCounts.of(fleet.cache().list()).tree())
            .or(() -> Optional.ofNullable(runtime.object().at("status", "instances")));
    return counts
        .<Map<String, @Nullable Object>>map(told -> Map.of("instances", told))
        .orElse(Map.of());
  }

  /** Whether the graph's objects are its own, because it generates no API. */
  private static boolean isOwnInstance(GraphRuntime runtime) {
    return runtime.object().at("spec", "schema") == null
        || !Inventory.of(runtime.object()).entries().isEmpty();
  }

  private PassResult reconcileOwn(WorkKey key, GraphRuntime runtime, Subject.Frame frame) {
    CompiledGraph graph =
        runtime.serving().orElseGet(() -> Examiner.withoutNodes(runtime.object()));
    runtime.watches().admit(runtime.object(), key);
    Subject subject = new Subject(runtime.object(), runtime::record, frame);
    return instances
        .reconcile(key, graph, runtime.watches(), runtime.ownMemory(), subject)
        .result();
  }
}
