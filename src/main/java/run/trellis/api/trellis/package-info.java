/**
 * Reads the native dialect ({@code trellis.run/v1alpha1 ResourceGraph}), from YAML text with
 * positions or from an object of the API, into {@link run.trellis.api.GraphDefinition}. Nothing
 * else knows the native dialect's layout.
 */
@NullMarked
package run.trellis.api.trellis;

import org.jspecify.annotations.NullMarked;
