package run.trellis.operate;

import java.util.List;
import java.util.Optional;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.InstanceView;
import run.trellis.reconcile.LoopView;

/** What can be told of a running controller, from its caches and without a request. */
interface ReadModel {

  /** All graphs, by name. */
  List<GraphView> graphs();

  Optional<GraphView> graph(String name);

  /** The instances of a graph, by namespace and name. */
  List<InstanceView> instances(String graph);

  Optional<InstanceView> instance(String graph, String namespace, String name);

  LoopView loop();
}
