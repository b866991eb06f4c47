package run.trellis.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;
import run.trellis.reconcile.queue.Workers;

/** The life of the controller: starts to take keys, and stops without breaking anything off. */
final class ReconcileLoop implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ReconcileLoop.class);

  private final WorkQueue<WorkKey> queue;
  private final Workers<WorkKey> workers;
  private final Desks desks;
  private final Duration patience;
  private volatile boolean running;

  ReconcileLoop(
      WorkQueue<WorkKey> queue, Workers<WorkKey> workers, Desks desks, Duration patience) {
    this.queue = queue;
    this.workers = workers;
    this.desks = desks;
    this.patience = patience;
    desks
        .all()
        .forEach(
            desk ->
                desk.feed()
                    .onChange(name -> queue.add(WorkKey.ofGraph(desk.book().dialect().key(name)))));
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
    desks.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  Instant lastPulse() {
    return workers.lastPulse();
  }
}
