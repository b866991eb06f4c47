package run.trellis.resolve;

import run.trellis.graph.CompiledGraph;

/**
 * Evaluates a graph against a snapshot. A pure function: the same graph and snapshot give the same
 * resolution, on any machine, at any time, in any locale.
 */
public final class Resolver {

  private final FieldOwnership ownership = new FieldOwnership();

  /**
   * Says what each node comes to, what must be sent, what may go, and what to publish. Never throws
   * for any input.
   */
  public Resolution resolve(CompiledGraph graph, Snapshot snapshot) {
    return new Evaluation(graph, snapshot, ownership).run();
  }
}
