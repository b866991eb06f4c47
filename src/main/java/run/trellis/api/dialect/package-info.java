/** The dialects that there are: where text or an object is told apart by its kind. */
@NullMarked
package run.trellis.api.dialect;

import org.jspecify.annotations.NullMarked;
