package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.Release;
import run.trellis.reconcile.instance.Stated;
import run.trellis.reconcile.queue.PassResult;

/**
 * Takes a graph away: waits until its last instance is gone, then removes its API, then lets it go.
 * Its instances are served until then.
 */
final class GraphRemoval {

  private static final Logger log = LoggerFactory.getLogger(GraphRemoval.class);

  private final ObjectClient client;
  private final Definitions definitions;
  private final GraphStatusWriter status;

  GraphRemoval(ObjectClient client, Definitions definitions, GraphStatusWriter status) {
    this.client = client;
    this.definitions = definitions;
    this.status = status;
  }

  /** Goes as far as it gets without waiting. */
  PassResult advance(GraphRuntime runtime) {
    KubeObject graph = runtime.object();
    if (!graph.finalizers().contains(Marks.FINALIZER)) {
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
    return definition.get().isTerminating() ? PassResult.DONE : withdraw(graph, definition.get());
  }

  private PassResult waitFor(GraphRuntime runtime, int left) {
    String message = "is being deleted; instances left: " + left;
    Stated ready = GraphStatus.stated("Ready", false, "InstancesLeft", message);
    List<Stated> conditions =
        List.of(kept(runtime.object(), "Accepted"), kept(runtime.object(), "Established"), ready);
    InstanceCounts counts =
        InstanceCounts.of(runtime.fleet().map(fleet -> fleet.cache().list()).orElse(List.of()));
    var fields = GraphStatus.fields(runtime);
    fields.put("instances", counts.tree());
    return status.write(runtime, conditions, fields).orElse(PassResult.DONE);
  }

  /** A condition as it was: what it says is as true as before. */
  private static Stated kept(KubeObject graph, String type) {
    return Stated.all(graph).stream()
        .filter(condition -> condition.type().equals(type))
        .findFirst()
        .orElseGet(() -> GraphStatus.stated(type, false, "Unknown", ""));
  }

  private PassResult withdraw(KubeObject graph, KubeObject definition) {
    return switch (client.delete(definition.reference(), definition.uid())) {
      case WriteResult.Done(KubeObject last) when last.isTerminating() -> {
        definitions.cache().recordWrite(last);
        // The watch tells when it is gone.
        yield PassResult.DONE;
      }
      case WriteResult.Done _, WriteResult.Gone _ -> {
        // Own deletions have no echo to wake the graph by.
        definitions.cache().recordDelete(definition.reference(), definition.uid());
        yield release(graph);
      }
      case WriteResult.Conflict _ -> PassResult.Failed.plain();
      case WriteResult.Refused refused -> new PassResult.Failed(refused.retryAfter());
    };
  }

  private PassResult release(KubeObject graph) {
    return switch (Release.of(client, graph)) {
      case WriteResult.Done _, WriteResult.Gone _ -> {
        log.atInfo().addKeyValue("graph", graph.name()).log("graph removed");
        yield PassResult.DONE;
      }
      case WriteResult.Conflict _ -> PassResult.Failed.plain();
      case WriteResult.Refused refused -> new PassResult.Failed(refused.retryAfter());
    };
  }
}
