/**
 * The functions that all expression languages share. Pure and bounded: no clock, no environment, no
 * I/O.
 */
@NullMarked
package run.trellis.expression.function;

import org.jspecify.annotations.NullMarked;
