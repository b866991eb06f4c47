package run.trellis.reconcile.instance;

import run.trellis.api.Dialect;
import run.trellis.api.Marking;
import run.trellis.graph.CompiledGraph;
import run.trellis.reconcile.queue.WorkKey;

/**
 * Everything that one pass works with.
 *
 * @param watches caches of what the graph manages and reads
 * @param memory what is remembered of the instance
 * @param client counts what this pass sends
 */
record Pass(
    WorkKey key,
    CompiledGraph graph,
    GraphWatches watches,
    InstanceMemory memory,
    Subject subject,
    CountingClient client) {

  Dialect dialect() {
    return graph.dialect();
  }

  Marking marking() {
    return dialect().marking();
  }

  Inventory inventory() {
    return Inventory.of(subject.object());
  }
}
