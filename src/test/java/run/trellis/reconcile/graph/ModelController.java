package run.trellis.reconcile.graph;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import run.trellis.api.KubeObject;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.ModelServer;
import run.trellis.cluster.ModelWatches;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.instance.InstanceReconciler;
import run.trellis.reconcile.instance.Subject;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;
import run.trellis.resolve.Resolver;

/**
 * One process of the controller with the passes over the instances of one graph, step by step: the
 * product's own queue, reconciler, watches and memory, on a model of a cluster.
 */
final class ModelController {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofMinutes(2), () -> 0.5);

  private final ModelWatches watches;
  private final WorkQueue<WorkKey> queue;
  private final GraphWatches graphWatches;
  private final Fleet fleet;
  private final InstanceReconciler reconciler;
  private CompiledGraph graph;

  ModelController(
      ModelServer server, ObjectClient client, CompiledGraph graph, InstantSource clock) {
    this.graph = graph;
    this.watches = new ModelWatches(server, clock);
    this.queue = new WorkQueue<>(WorkKey::lane, 1, BACKOFF, clock);
    Wake wake = new Wake(queue);
    this.graphWatches =
        new GraphWatches(
            watches, TrellisDialect.VALUE.marking().tracking(), ModelServer.kinds(), wake::now);
    graphWatches.follow(graph);
    this.fleet =
        new Fleet(
            graph.name(),
            graph.api().orElseThrow().type(),
            graphWatches,
            watches,
            wake,
            BACKOFF,
            clock,
            () -> true);
    this.reconciler =
        new InstanceReconciler(
            client,
            new Resolver(),
            new NoEvents(),
            clock,
            new InstanceReconciler.Options(Duration.ofSeconds(10), Set.of()));
  }

  /** Nobody reads them here. */
  private static final class NoEvents implements EventRecorder {
    @Override
    public void normal(KubeObject about, String reason, String message) {}

    @Override
    public void warning(KubeObject about, String reason, String message) {}
  }

  /** Serves all instances with this graph from now on. */
  void serve(CompiledGraph next) {
    graph = next;
    graphWatches.follow(next);
    graphWatches.members().forEach(queue::add);
  }

  /** Lets watches catch up with the cluster. */
  void deliver(Predicate<WatchTarget> which) {
    watches.deliver(which);
  }

  void loseThePlace() {
    watches.loseThePlace();
  }

  /** Has one pass if one is due; whether there was one. */
  boolean pass() {
    Optional<WorkKey> key = queue.start();
    key.ifPresent(due -> queue.finish(due, reconcile(due)));
    return key.isPresent();
  }

  /** Whether nothing is to be done, now or later. */
  boolean isIdle() {
    return watches.isQuiet() && queue.nextDue().isEmpty() && queue.load().ready() == 0;
  }

  private PassResult reconcile(WorkKey key) {
    if (key.isGraph()) {
      return PassResult.DONE;
    }
    Optional<Subject> subject = fleet.subject(key, "test-r00001");
    if (subject.isEmpty()) {
      fleet.forget(key);
      return PassResult.GONE;
    }
    String uid = subject.get().uid();
    return reconciler
        .reconcile(key, graph, graphWatches, fleet.memory(key, uid), subject.get())
        .result();
  }
}
