/**
 * Graphs that nobody thought of, and what must come of them: a generator, and an independent
 * reading of the same graph that says which objects must exist in the end. Knows nothing of the
 * engine but its YAML.
 */
@NullMarked
package run.trellis.randomgraph;

import org.jspecify.annotations.NullMarked;
