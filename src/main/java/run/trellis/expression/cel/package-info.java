/**
 * CEL behind the port. The library's parser and type checker are used, and nothing else of it:
 * checked trees are compiled to our own closures, which count their work and know what they read.
 * No class of the library is loaded before the first expression is parsed.
 */
@NullMarked
package run.trellis.expression.cel;

import org.jspecify.annotations.NullMarked;
