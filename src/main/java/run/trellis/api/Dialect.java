package run.trellis.api;

/**
 * A way to write definitions and to speak about what they make: everything in which one kind of
 * definition differs from another. The engine asks the dialect of a definition, and never which
 * dialect it is.
 *
 * @param name for logs and metrics
 * @param keyPrefix what tells its graphs from those of other dialects that have the same names
 * @param definition kind of its definitions
 * @param revisions how revisions of its definitions are stored
 * @param authoring what authors can write
 * @param marking names on objects
 * @param managers field managers
 * @param engineStatus status fields and columns of the APIs that it generates
 * @param instances what it says of instances
 * @param graphs what it says of definitions
 * @param apiOutlivesGraph whether the API that a graph generated stays when the graph goes
 */
public record Dialect(
    String name,
    String keyPrefix,
    GroupVersionKind definition,
    RevisionForm revisions,
    Authoring authoring,
    Marking marking,
    Managers managers,
    EngineStatus engineStatus,
    InstanceWords instances,
    GraphWords graphs,
    boolean apiOutlivesGraph) {

  /** Whether a kind is that of its definitions, in any version. */
  public boolean defines(GroupVersionKind type) {
    return definition.ofAnyVersion().equals(type.ofAnyVersion());
  }

  /** The key of a graph: its name, made unique among the graphs of all dialects. */
  public String key(String graph) {
    return keyPrefix + graph;
  }

  /** The name of the graph that a key of this dialect stands for. */
  public String graphOf(String key) {
    return key.substring(keyPrefix.length());
  }

  /** The same dialect with APIs that stay, or do not, when their graph goes. */
  public Dialect withApiOutlivingGraph(boolean outlives) {
    return new Dialect(
        name,
        keyPrefix,
        definition,
        revisions,
        authoring,
        marking,
        managers,
        engineStatus,
        instances,
        graphs,
        outlives);
  }

  /** For messages. */
  @Override
  public String toString() {
    return name;
  }
}
