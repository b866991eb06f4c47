package run.trellis.reconcile.graph;

import java.time.Duration;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;

/** Asks for passes. */
public final class Wake {

  /** Graphs count their instances at most this often. */
  static final Duration COALESCED = Duration.ofSeconds(1);

  private final WorkQueue<WorkKey> queue;

  public Wake(WorkQueue<WorkKey> queue) {
    this.queue = queue;
  }

  public void now(WorkKey key) {
    queue.add(key);
  }

  /** Within a second, together with whatever else asks until then. */
  public void soon(WorkKey key) {
    queue.addAfter(key, COALESCED);
  }
}
