/**
 * Why an instance is not ready: follows the outcomes of a resolution to the deepest cause and says
 * it in a sentence. Pure.
 */
@NullMarked
package run.trellis.diagnose;

import org.jspecify.annotations.NullMarked;
