/**
 * One pass over one instance, stage by stage: snapshot, intent, apply, prune, status; or deletion
 * by inventory. {@link run.trellis.reconcile.instance.InstanceReconciler} reads as the sentences of
 * the architecture; every other type here is one of its stages or what it remembers.
 */
@NullMarked
package run.trellis.reconcile.instance;

import org.jspecify.annotations.NullMarked;
