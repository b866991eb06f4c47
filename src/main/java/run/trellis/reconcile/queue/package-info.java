/**
 * The fair work queue: which key is reconciled next, when a failure is tried again, and the threads
 * that do it. Knows nothing of Kubernetes.
 */
@NullMarked
package run.trellis.reconcile.queue;

import org.jspecify.annotations.NullMarked;
