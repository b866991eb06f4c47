package run.trellis.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import run.trellis.cluster.GraphFeed;
import run.trellis.reconcile.graph.GraphBook;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;
import run.trellis.reconcile.queue.Workers;

/** The life of the controller: starts to take keys, and stops without breaking anything off. */
final class ReconcileLoop implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);

  private final WorkQueue<WorkKey> queue;
  private final Workers<WorkKey> workers;
  private final GraphBook book;
  private final Duration patience;
  private volatile boolean running;

  ReconcileLoop(
      WorkQueue<WorkKey> queue,
      Workers<WorkKey> workers,
      GraphBook book,
      GraphFeed feed,
      Duration patience) {
    this.queue = queue;
    this.workers = workers;
    this.book = book;
    this.patience = patience;
    feed.onChange(name -> queue.add(WorkKey.ofGraph(name)));
  }

  @Override
  public void start() {
    running = true;
    workers.start();
  }

  /** First no new passes, then the end of those under way, and only then the watches. */
  @Override
  public void stop() {
    running = false;
    try {
      if (!workers.stop(patience)) {
        log.atWarn()
            .addKeyValue("running", queue.load().running())
            .log("passes did not end in time; their requests are broken off");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    book.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  Instant lastPulse() {
    return workers.lastPulse();
  }
}
