package run.trellis.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.graph.Fleet;
import run.trellis.reconcile.graph.GraphRuntime;
import run.trellis.reconcile.graph.Served;
import run.trellis.reconcile.graph.Wake;
import run.trellis.reconcile.instance.InstanceMemory;
import run.trellis.reconcile.instance.InstanceReconciler;
import run.trellis.reconcile.instance.Subject;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;

/** Finds out what a key stands for and lets the reconciler in question have its pass. */
final class Passes implements Function<WorkKey, PassResult> {

  private final Desks desks;
  private final InstanceReconciler instances;
  private final Wake wake;
  private final PassMetrics metrics;
  private final InstantSource clock;

  /** When a pass over each graph, or an instance of it, last ended. */
  private final Map<String, Instant> lastEnded = new ConcurrentHashMap<>();

  Passes(
      Desks desks,
      InstanceReconciler instances,
      Wake wake,
      PassMetrics metrics,
      InstantSource clock) {
    this.desks = desks;
    this.instances = instances;
    this.wake = wake;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public PassResult apply(WorkKey key) {
    Instant begun = clock.instant();
    PassResult result =
        key.isGraph() ? desks.of(key.graph()).graphs().reconcile(key) : instance(key);
    Instant ended = clock.instant();
    metrics.passed(key, result, Duration.between(begun, ended));
    if (key.isGraph() && result instanceof PassResult.Gone) {
      lastEnded.remove(key.graph());
    } else {
      lastEnded.put(key.graph(), ended);
    }
    return result;
  }

  Optional<Instant> lastEnded(String graph) {
    return Optional.ofNullable(lastEnded.get(graph));
  }

  private PassResult instance(WorkKey key) {
    Optional<GraphRuntime> runtime = desks.find(key.graph());
    Optional<Fleet> fleet = runtime.flatMap(GraphRuntime::fleet);
    Optional<Served> served = runtime.flatMap(GraphRuntime::serving);
    String revision = served.map(Served::revision).orElse("");
    Optional<Subject> subject = fleet.flatMap(members -> members.subject(key, revision));
    if (subject.isEmpty()) {
      fleet.ifPresent(members -> members.forget(key));
      return PassResult.GONE;
    }
    return instance(key, runtime.orElseThrow(), served, subject.get());
  }

  private PassResult instance(
      WorkKey key, GraphRuntime runtime, Optional<Served> served, Subject subject) {
    InstanceMemory memory = runtime.fleet().orElseThrow().memory(key, subject.uid());
    // Taking an instance away needs its inventory only, so a broken definition is no obstacle.
    CompiledGraph graph =
        served
            .map(Served::graph)
            .orElseGet(() -> desks.of(key.graph()).graphs().withoutNodes(runtime.object()));
    if (served.isPresent() || subject.isTerminating()) {
      return told(key, instances.reconcile(key, graph, runtime.watches(), memory, subject));
    }
    // Before a graph was looked at, there is nothing to say; both outcomes wake its instances.
    return runtime
        .halt()
        .map(why -> instances.halt(key, graph, runtime.watches(), memory, subject, why))
        .map(report -> told(key, report))
        .orElse(PassResult.DONE);
  }

  private PassResult told(WorkKey key, InstanceReconciler.Report report) {
    metrics.wrote(report.writes());
    if (report.writes() > 0) {
      wake.soon(WorkKey.ofGraph(key.graph()));
    }
    return report.result();
  }
}
