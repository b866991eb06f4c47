package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import run.trellis.api.KubeObject;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.ObjectClient;
import run.trellis.diagnose.RootCause;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.resolve.Resolution;
import run.trellis.resolve.Resolver;

/** Keeps one instance true: whatever has to be sent for that, and nothing when nothing has. */
public final class InstanceReconciler {

  private final ObjectClient client;
  private final Resolver resolver;
  private final InstantSource clock;
  private final StatusComposer composer;
  private final Transitions transitions;
  private final Deletion deletion;
  private final Options options;

  /**
   * How instances are reconciled.
   *
   * @param deletionPatience how long an object may take to go before status names who holds it
   * @param formerManagers field managers under whose names objects were applied before
   */
  public record Options(Duration deletionPatience, Set<String> formerManagers) {
    public Options {
      formerManagers = Set.copyOf(formerManagers);
    }
  }

  public InstanceReconciler(
      ObjectClient client,
      Resolver resolver,
      EventRecorder events,
      InstantSource clock,
      Options options) {
    this.client = client;
    this.resolver = resolver;
    this.clock = clock;
    StatusWriter writer = new StatusWriter(clock);
    this.composer = new StatusComposer(writer);
    this.transitions = new Transitions(events, clock);
    this.deletion = new Deletion(clock, writer, transitions, options.deletionPatience());
    this.options = options;
  }

  /**
   * What a pass came to.
   *
   * @param writes requests that it sent to change something
   */
  public record Report(PassResult result, int writes) {}

  /** One pass over one instance. */
  public Report reconcile(
      WorkKey key,
      CompiledGraph graph,
      GraphWatches watches,
      InstanceMemory memory,
      Subject subject) {
    Pass pass = pass(key, graph, watches, memory, subject);
    return report(pass, reconcile(pass));
  }

  /**
   * Leaves an instance as it is, because nothing of its graph can serve, and says so.
   *
   * @param graph stands for the graph that cannot
   * @param message why, in a sentence
   */
  public Report halt(
      WorkKey key,
      CompiledGraph graph,
      GraphWatches watches,
      InstanceMemory memory,
      Subject subject,
      String message) {
    Pass pass = pass(key, graph, watches, memory, subject);
    return report(pass, composer.publishHalt(pass, message).orElse(PassResult.DONE));
  }

  private Pass pass(
      WorkKey key,
      CompiledGraph graph,
      GraphWatches watches,
      InstanceMemory memory,
      Subject subject) {
    ObjectClient own = client.as(graph.dialect().managers());
    return new Pass(key, graph, watches, memory, subject, new CountingClient(own));
  }

  private static Report report(Pass pass, PassResult result) {
    pass.memory().addWrites(pass.client().writes());
    return new Report(result, pass.client().writes());
  }

  private PassResult reconcile(Pass pass) {
    KubeObject object = pass.subject().object();
    boolean held = pass.subject().hasFinalizer(pass.marking()) && !pass.memory().isReleased(object);
    if (object.isTerminating() && !held) {
      return PassResult.DONE;
    }
    if (!SnapshotAssembler.isInformed(pass)) {
      // The watch that is still missing wakes the instance once it has listed.
      return PassResult.DONE;
    }
    if (object.isTerminating()) {
      return deletion.advance(pass);
    }
    return pass.marking().suspension(object).isPresent() ? observe(pass) : converge(pass);
  }

  /** Sends nothing but the status. */
  private PassResult observe(Pass pass) {
    Resolution resolution = resolver.resolve(pass.graph(), SnapshotAssembler.assemble(pass));
    pass.watches().references().track(pass.key(), resolution.queries());
    return composer.publish(pass, resolution, Progress.NONE).orElse(PassResult.DONE);
  }

  private PassResult converge(Pass pass) {
    KubeObject before = pass.subject().object();
    if (pass.memory().takeRequest(pass.marking().request(before))) {
      pass.memory().refusals().retryAll(clock.instant());
    }
    Convergence convergence =
        new Convergence(pass, resolver, composer, transitions, clock, options.formerManagers());
    return switch (convergence.run()) {
      case Convergence.Outcome.BrokenOff(PassResult result) -> result;
      case Convergence.Outcome.Settled(Resolution resolution) -> {
        Progress pruned = new Prune(pass, resolution).advance(clock, options.deletionPatience());
        Optional<PassResult> trouble = composer.publish(pass, resolution, pruned);
        pass.watches().blockers().track(pass.key(), pass.memory().refusals().current());
        transitions.settled(pass, before, RootCause.of(resolution.nodes()));
        yield trouble.orElseGet(() -> next(pass, pruned));
      }
    };
  }

  private PassResult next(Pass pass, Progress pruned) {
    if (pruned.failed()) {
      return new PassResult.Failed(pruned.retryAfter());
    }
    return Stream.concat(
            pass.memory().refusals().nextRetry(clock.instant()).stream(), pruned.recheck().stream())
        .min(Comparator.naturalOrder())
        .<PassResult>map(PassResult.Recheck::new)
        .orElse(PassResult.DONE);
  }
}
