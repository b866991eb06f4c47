/**
 * Graphs: from a definition to an API that is served. {@link
 * run.trellis.reconcile.graph.GraphReconciler} reads as the life of a graph; the other types are
 * its stages and what it knows.
 */
@NullMarked
package run.trellis.reconcile.graph;

import org.jspecify.annotations.NullMarked;
