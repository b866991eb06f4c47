package run.trellis.resolve;

import run.trellis.graph.CompiledGraph;

/**
 * Evaluates a graph against a snapshot. A pure function: the same graph and snapshot give the same
 * resolution, on any machine, at any time, in any locale.
 */
public final class Resolver {

  /** Most objects of one collection, unless a setting says otherwise. */
  public static final int DEFAULT_MAX_ITEMS = 1_000;

  private final FieldOwnership ownership = new FieldOwnership();
  private final int maxItems;

  public Resolver() {
    this(DEFAULT_MAX_ITEMS);
  }

  /**
   * A resolver.
   *
   * @param maxItems most objects of one collection
   */
  public Resolver(int maxItems) {
    this.maxItems = maxItems;
  }

  /**
   * Says what each node comes to, what must be sent, what may go, and what to publish. Never throws
   * for any input.
   */
  public Resolution resolve(CompiledGraph graph, Snapshot snapshot) {
    return new Evaluation(graph, snapshot, ownership, maxItems).run();
  }
}
