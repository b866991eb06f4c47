/**
 * The SpEL profile: Spring's parser gives a syntax tree, an allow-list admits it, our own closures
 * evaluate it. Nothing of the Java platform is reachable from an expression.
 */
@NullMarked
package run.trellis.expression.spel;

import org.jspecify.annotations.NullMarked;
