/**
 * Trellis as a process: the entry point, and nothing else. It may use every package below it; none
 * of them may use it.
 */
@NullMarked
package run.trellis;

import org.jspecify.annotations.NullMarked;
