package run.trellis.reconcile.graph;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.Manifests;
import run.trellis.reconcile.queue.PassResult;

/** Publishes the status of a graph that is not its own instance, if it says anything new. */
final class GraphStatusWriter {

  private static final Logger log = LoggerFactory.getLogger(GraphStatusWriter.class);

  private final ObjectClient client;
  private final InstantSource clock;

  GraphStatusWriter(ObjectClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
  }

  /** The failure if something had to be written and that did not succeed. */
  Optional<PassResult> write(
      GraphRuntime runtime, List<Stated> conditions, Map<String, @Nullable Object> fields) {
    return send(runtime, conditions, new LinkedHashMap<>(fields));
  }

  /** Says how ready a graph is and leaves all else as it was told before. */
  Optional<PassResult> writeReadiness(GraphRuntime runtime, Stated ready) {
    KubeObject graph = runtime.object();
    List<Stated> conditions = new ArrayList<>(Stated.all(graph));
    conditions.removeIf(condition -> condition.type().equals(ready.type()));
    conditions.add(ready);
    return send(runtime, conditions, new LinkedHashMap<>(JsonTree.mapAt(graph.tree(), "status")));
  }

  private Optional<PassResult> send(
      GraphRuntime runtime, List<Stated> conditions, Map<String, @Nullable Object> status) {
    KubeObject graph = runtime.object();
    status.put("conditions", Stated.trees(conditions, graph, clock.instant()));
    Object inventory = graph.at("status", "graph");
    if (inventory != null) {
      // Whatever else this says, it must not lose the objects that the graph has.
      status.put("graph", inventory);
    }
    Map<String, @Nullable Object> wanted = JsonTree.copyOfMap(status);
    if (wanted.equals(JsonTree.mapAt(graph.tree(), "status"))) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> tree = Manifests.identity(graph);
    tree.put("status", wanted);
    return switch (client.applyStatus(KubeObject.ofImmutable(tree))) {
      case WriteResult.Done(KubeObject answer) -> {
        runtime.record(answer);
        yield Optional.empty();
      }
      case WriteResult.Gone _, WriteResult.Conflict _ -> Optional.empty();
      case WriteResult.Refused refused -> {
        log.atWarn()
            .addKeyValue("graph", runtime.name())
            .log("status refused: {}", refused.message());
        yield Optional.of(new PassResult.Failed(refused.retryAfter()));
      }
    };
  }
}
