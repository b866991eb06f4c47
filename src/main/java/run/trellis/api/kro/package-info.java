/**
 * The dialect of kro ({@code kro.run/v1alpha1 ResourceGraphDefinition}): its names, its defaults
 * and its way of speaking. Nothing else knows any of them.
 */
@NullMarked
package run.trellis.api.kro;

import org.jspecify.annotations.NullMarked;
