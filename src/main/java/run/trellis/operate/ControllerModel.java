package run.trellis.operate;

import java.util.List;
import java.util.Optional;
import run.trellis.reconcile.GraphRegistry;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.InstanceView;
import run.trellis.reconcile.LoopView;

/** The controller of this process. */
record ControllerModel(GraphRegistry registry) implements ReadModel {

  @Override
  public List<GraphView> graphs() {
    return registry.graphs();
  }

  @Override
  public Optional<GraphView> graph(String name) {
    return registry.graph(name);
  }

  @Override
  public List<InstanceView> instances(String graph) {
    return registry.instances(graph);
  }

  @Override
  public Optional<InstanceView> instance(String graph, String namespace, String name) {
    return registry.instance(graph, namespace, name);
  }

  @Override
  public LoopView loop() {
    return registry.loop();
  }
}
