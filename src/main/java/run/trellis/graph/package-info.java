/**
 * Compiles a {@link run.trellis.api.GraphDefinition} to an immutable {@link
 * run.trellis.graph.CompiledGraph}: nodes, edges, order, templates, field masks. Pure: the same
 * definition and types give the same graph or the same problems.
 */
@NullMarked
package run.trellis.graph;

import org.jspecify.annotations.NullMarked;
