/**
 * The native dialect ({@code trellis.run/v1alpha1 ResourceGraph}): its names, its defaults and its
 * way of speaking. Nothing else knows any of them.
 */
@NullMarked
package run.trellis.api.trellis;

import org.jspecify.annotations.NullMarked;
