package run.trellis.cluster;

import java.util.function.Consumer;
import run.trellis.graph.FieldMask;

/**
 * Watches, shared and counted: the first subscription to a target starts its watch, the last one to
 * close stops it and drops its cache.
 */
public interface WatchRegistry {

  /**
   * Subscribes. Returns at once; the cache fills in the background, and a kind that is not served
   * yet is watched as soon as it is.
   *
   * @param mask fields that this subscriber reads; the cache keeps the union of all subscribers'
   *     masks, and a wider mask than before lists anew
   * @param listener called for every change that concerns the kept fields, ownership or existence,
   *     on a thread of the watch, in the order of the watch, never concurrently for one object;
   *     must be quick. Not called for the echo of an own write that was recorded with {@link
   *     ObjectCache#recordWrite}. After the first list and after every fresh list it is called for
   *     what differs, then once with {@link Change.Synced}
   */
  Subscription subscribe(WatchTarget target, FieldMask mask, Consumer<Change> listener);

  /** Freshness of all watches, for health and metrics. */
  java.util.List<WatchState> states();

  /** One subscriber's hold on a watch. */
  interface Subscription extends AutoCloseable {
    ObjectCache cache();

    @Override
    void close();
  }

  /** A change of the cache. */
  sealed interface Change {
    /** Came, or differs from what was known. */
    record Upserted(run.trellis.api.KubeObject object) implements Change {}

    /** Went; the object as it was last known. */
    record Deleted(run.trellis.api.KubeObject object) implements Change {}

    /** The cache holds a complete list. */
    record Synced() implements Change {}

    /**
     * The watch cannot run, and why: the kind is missing, the right is missing. It goes on trying.
     */
    record Unavailable(run.trellis.api.Reason reason, String message) implements Change {}
  }

  /**
   * State of one watch.
   *
   * @param synced whether the cache has held a complete list since the watch began or last lost its
   *     place
   * @param lastHeard when the server last said anything on it: an event, a bookmark, a list, a
   *     refusal. Health looks at this and not at the problem, which may be one author's alone
   * @param objects number of objects kept
   * @param problem why it does not run; empty if it does
   */
  record WatchState(
      WatchTarget target,
      boolean synced,
      java.time.Instant lastHeard,
      int objects,
      String problem) {}
}
