package run.trellis.reconcile.queue;

/**
 * What one pass reconciles: an instance of a graph, or the graph itself.
 *
 * @param graph name of the graph
 * @param namespace namespace of the instance; empty for a cluster-scoped one
 * @param name name of the instance; empty for the graph itself
 */
public record WorkKey(String graph, String namespace, String name) {

  /** The graph itself: its definition, and its objects if it is its own instance. */
  public static WorkKey ofGraph(String graph) {
    return new WorkKey(graph, "", "");
  }

  public boolean isGraph() {
    return name.isEmpty();
  }

  /**
   * Keys of one lane take turns with those of other lanes. A definition has a lane of its own, so
   * that an edit need not wait behind a thousand instances of its graph.
   */
  public String lane() {
    return isGraph() ? graph + "/" : graph;
  }

  /** For messages and logs. */
  @Override
  public String toString() {
    if (isGraph()) {
      return graph;
    }
    return graph + ":" + (namespace.isEmpty() ? name : namespace + "/" + name);
  }
}
