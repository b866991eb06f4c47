package run.trellis.reconcile.graph;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.Dialect;
import run.trellis.api.GraphFacts;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.api.Stated;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.HeldObject;
import run.trellis.reconcile.instance.Release;
import run.trellis.reconcile.queue.PassResult;

/**
 * Takes a graph away: waits until its last instance is gone, then removes its API, then lets it go.
 * Its instances are served until then.
 */
final class GraphRemoval {

  private static final Logger log = LoggerFactory.getLogger(GraphRemoval.class);

  private final Dialect dialect;
  private final ObjectClient client;
  private final Definitions definitions;
  private final GraphStatusWriter status;
  private final InstantSource clock;
  private final Duration patience;

  /**
   * A removal.
   *
   * @param patience how long the API may take to go before the status names who holds it
   */
  GraphRemoval(
      Dialect dialect,
      ObjectClient client,
      Definitions definitions,
      GraphStatusWriter status,
      InstantSource clock,
      Duration patience) {
    this.dialect = dialect;
    this.client = client;
    this.definitions = definitions;
    this.status = status;
    this.clock = clock;
    this.patience = patience;
  }

  /** Goes as far as it gets without waiting. */
  PassResult advance(GraphRuntime runtime) {
    KubeObject graph = runtime.object();
    if (!graph.finalizers().contains(dialect.marking().finalizer())) {
      return PassResult.DONE;
    }
    if (!definitions.cache().isFresh()) {
      return PassResult.Failed.plain();
    }
    Optional<KubeObject> definition = definitions.ofGraph(graph);
    if (definition.isEmpty()) {
      return release(graph);
    }
    Optional<Fleet> fleet = runtime.fleet();
    if (fleet.isEmpty() || !fleet.get().cache().isSynced()) {
      return PassResult.DONE;
    }
    int left = fleet.get().cache().list().size();
    if (left > 0) {
      return waitFor(runtime, left);
    }
    if (dialect.apiOutlivesGraph()) {
      return release(graph);
    }
    return definition.get().isTerminating()
        ? waitFor(runtime, definition.get())
        : withdraw(runtime, definition.get());
  }

  private PassResult waitFor(GraphRuntime runtime, int left) {
    String message = "is being deleted; instances left: " + left;
    Stated ready = GraphStatus.stated("Ready", false, "InstancesLeft", message);
    List<Stated> conditions = new ArrayList<>(Stated.all(runtime.object()));
    conditions.removeIf(condition -> condition.type().equals(ready.type()));
    conditions.add(ready);
    InstanceCounts counts =
        InstanceCounts.of(
            runtime.fleet().map(fleet -> fleet.cache().list()).orElse(List.of()),
            dialect.instances());
    GraphFacts facts = GraphStatus.leaving(runtime, counts.tree());
    Map<String, @Nullable Object> fields = dialect.graphs().fields(facts, runtime.object());
    return status.write(runtime, conditions, fields).orElse(PassResult.DONE);
  }

  /** The watch tells when it is gone; who holds it is told before that. */
  private PassResult waitFor(GraphRuntime runtime, KubeObject definition) {
    Instant asked =
        Instant.parse(JsonTree.textAt(definition.tree(), "metadata", "deletionTimestamp"));
    Duration rest = patience.minus(Duration.between(asked, clock.instant()));
    return rest.isPositive()
        ? new PassResult.Recheck(rest)
        : blocked(runtime, definition, HeldObject.sentence(definition)).orElse(PassResult.DONE);
  }

  private Optional<PassResult> blocked(
      GraphRuntime runtime, KubeObject definition, String obstacle) {
    String message = definition.reference() + " " + obstacle;
    return status.writeReadiness(
        runtime, GraphStatus.stated("Ready", false, Reason.DELETE_BLOCKED.code(), message));
  }

  private PassResult withdraw(GraphRuntime runtime, KubeObject definition) {
    return switch (client.delete(definition.reference(), definition.uid())) {
      case WriteResult.Done(KubeObject last) when last.isTerminating() -> {
        definitions.cache().recordWrite(last);
        yield waitFor(runtime, last);
      }
      case WriteResult.Done _, WriteResult.Gone _ -> {
        // Own deletions have no echo to wake the graph by.
        definitions.cache().recordDelete(definition.reference(), definition.uid());
        yield release(runtime.object());
      }
      case WriteResult.Conflict _ -> PassResult.Failed.plain();
      case WriteResult.Refused refused ->
          blocked(runtime, definition, "cannot be deleted: " + refused.message())
              .orElseGet(() -> new PassResult.Failed(refused.retryAfter()));
    };
  }

  private PassResult release(KubeObject graph) {
    return switch (Release.of(client, graph, dialect.marking().finalizer())) {
      case WriteResult.Done _, WriteResult.Gone _ -> {
        log.atInfo().addKeyValue("graph", graph.name()).log("graph removed");
        yield PassResult.DONE;
      }
      case WriteResult.Conflict _ -> PassResult.Failed.plain();
      case WriteResult.Refused refused -> new PassResult.Failed(refused.retryAfter());
    };
  }
}
