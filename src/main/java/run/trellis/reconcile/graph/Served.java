package run.trellis.reconcile.graph;

import run.trellis.api.Revision;
import run.trellis.graph.CompiledGraph;

/**
 * A graph that instances are reconciled with.
 *
 * @param graph the graph
 * @param revision name of the revision that keeps its definition; empty if none does
 * @param number number of that revision; 0 if there is none
 * @param kinds which change of its kinds it was compiled after, see {@link GraphRuntime.Basis}
 */
public record Served(CompiledGraph graph, String revision, long number, long kinds) {

  static Served as(Revision revision, CompiledGraph graph, long kinds) {
    return new Served(graph, revision.name(), revision.number(), kinds);
  }

  /** Of a definition that no revision keeps: enough while its graph goes away. */
  static Served unrecorded(CompiledGraph graph) {
    return new Served(graph, "", 0, 0);
  }

  /** Whether it is this very compilation, under this revision. */
  @SuppressWarnings("ReferenceEquality") // another compilation of the same text may differ in types
  boolean is(Served other) {
    return graph == other.graph && revision.equals(other.revision);
  }
}
