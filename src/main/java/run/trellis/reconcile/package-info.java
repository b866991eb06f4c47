/**
 * The imperative shell: a fair work queue, the reconcilers of graphs and instances. Reads caches,
 * builds snapshots, sends what {@link run.trellis.resolve.Resolver} decided and folds the answers
 * back in.
 */
@NullMarked
package run.trellis.reconcile;

import org.jspecify.annotations.NullMarked;
