/**
 * The port to expression languages, what an evaluation may come to, its budget, and the splitting
 * of strings into text and expressions. Knows nothing of graphs.
 */
@NullMarked
package run.trellis.expression;

import org.jspecify.annotations.NullMarked;
