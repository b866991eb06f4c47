package run.trellis.reconcile;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import run.trellis.api.KubeObject;
import run.trellis.cluster.WatchRegistry;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;
import run.trellis.reconcile.GraphView.NodeView;
import run.trellis.reconcile.graph.Fleet;
import run.trellis.reconcile.graph.GraphRuntime;
import run.trellis.reconcile.graph.InstanceCounts;
import run.trellis.reconcile.graph.NodeSort;
import run.trellis.reconcile.graph.Served;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;

/**
 * What the controller knows, to look at: from caches, without a request. Safe for use by many
 * threads.
 */
public final class GraphRegistry {

  private final Desks desks;
  private final Passes passes;
  private final ReconcileLoop loop;
  private final WorkQueue<WorkKey> queue;
  private final WatchRegistry watches;

  GraphRegistry(
      Desks desks,
      Passes passes,
      ReconcileLoop loop,
      WorkQueue<WorkKey> queue,
      WatchRegistry watches) {
    this.desks = desks;
    this.passes = passes;
    this.loop = loop;
    this.queue = queue;
    this.watches = watches;
  }

  /** All graphs, by name. */
  public List<GraphView> graphs() {
    return desks.graphs().map(this::view).toList();
  }

  public Optional<GraphView> graph(String name) {
    return desks.find(name).map(this::view);
  }

  /** The graph as it runs; empty if none of its definitions was ever sound. */
  public Optional<CompiledGraph> serving(String name) {
    return desks.find(name).flatMap(GraphRuntime::serving).map(Served::graph);
  }

  /**
   * The instances of a graph, by namespace and name; a graph without schema is its own only one.
   */
  public List<InstanceView> instances(String graph) {
    return desks.find(graph).map(GraphRegistry::objects).orElse(List.of()).stream()
        .map(InstanceView::of)
        .toList();
  }

  public Optional<InstanceView> instance(String graph, String namespace, String name) {
    return instances(graph).stream()
        .filter(view -> view.reference().namespace().equals(namespace))
        .filter(view -> view.reference().name().equals(name))
        .findFirst();
  }

  /** How the loop is. */
  public LoopView loop() {
    WorkQueue.Load load = queue.load();
    return new LoopView(
        loop.isRunning(),
        loop.lastPulse(),
        load.ready(),
        load.delayed(),
        load.running(),
        load.oldestReady(),
        desks.areSynced(),
        watches.states());
  }

  private static List<KubeObject> objects(GraphRuntime runtime) {
    if (isOwnInstance(runtime)) {
      return List.of(runtime.object());
    }
    return runtime.fleet().map(fleet -> List.copyOf(fleet.cache().list())).orElse(List.of());
  }

  private static boolean isOwnInstance(GraphRuntime runtime) {
    return runtime.serving().filter(served -> served.graph().api().isEmpty()).isPresent();
  }

  private GraphView view(GraphRuntime runtime) {
    KubeObject object = runtime.object();
    Optional<CompiledGraph> serving = runtime.serving().map(Served::graph);
    return new GraphView(
        runtime.name(),
        object.uid(),
        object.generation(),
        serving
            .map(graph -> OptionalLong.of(graph.definition().generation()))
            .orElse(OptionalLong.empty()),
        runtime.serving().map(Served::revision).filter(revision -> !revision.isEmpty()),
        runtime.fleet().map(Fleet::type),
        Conditions.of(object),
        runtime.problems(),
        serving
            .map(graph -> graph.nodes().stream().map(GraphRegistry::view).toList())
            .orElse(List.of()),
        InstanceCounts.of(objects(runtime), desks.of(runtime.name()).book().dialect().instances()),
        passes.lastEnded(runtime.name()));
  }

  private static NodeView view(Node node) {
    return new NodeView(
        node.id(),
        NodeSort.of(node).code(),
        node.type(),
        List.copyOf(node.common().dependencies()),
        node.common().soft());
  }
}
