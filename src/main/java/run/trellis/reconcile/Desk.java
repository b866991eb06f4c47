package run.trellis.reconcile;

import run.trellis.cluster.GraphFeed;
import run.trellis.reconcile.graph.GraphBook;
import run.trellis.reconcile.graph.GraphReconciler;

/**
 * Where the graphs of one dialect are looked after.
 *
 * @param feed says which there are
 * @param book what is known of them
 * @param graphs looks after their definitions
 */
record Desk(GraphFeed feed, GraphBook book, GraphReconciler graphs) {}
