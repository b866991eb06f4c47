/**
 * A small house in which every rule of {@link run.trellis.architecture.Architecture} is broken, so
 * that the tests can see each rule fail. The class names say what each one does wrong.
 */
@NullMarked
package run.trellis.architecture.offenders;

import org.jspecify.annotations.NullMarked;
