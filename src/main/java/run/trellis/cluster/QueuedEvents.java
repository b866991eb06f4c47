package run.trellis.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import run.trellis.api.KubeObject;
import run.trellis.cluster.EventSeries.Note;

/**
 * Takes events without making anybody wait: a bounded queue and one thread that writes. What the
 * queue cannot hold is dropped and counted; events are for eyes, status is the truth.
 */
final class QueuedEvents implements EventRecorder, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(QueuedEvents.class);

  /** How often repeats that were only counted so far are looked through. */
  private static final Duration TICK = Duration.ofSeconds(5);

  /**
   * How many times longer than its writing the pause after an event is: a flood of events must not
   * become one of requests, least of all when the API server is busy with what caused them.
   */
  private static final int PAUSES_PER_WRITE = 4;

  private final BlockingQueue<Note> queue;
  private final EventSeries series;
  private final ClusterMetrics metrics;
  private final InstantSource clock;
  private final Duration pause;
  private volatile boolean running;

  QueuedEvents(
      ClusterSettings settings, EventSeries series, ClusterMetrics metrics, InstantSource clock) {
    this.pause = settings.eventPause();
    this.queue = new ArrayBlockingQueue<>(settings.eventQueue());
    this.series = series;
    this.metrics = metrics;
    this.clock = clock;
  }

  @Override
  public void normal(KubeObject about, String reason, String message) {
    offer(Note.of(about, "Normal", reason, message));
  }

  @Override
  public void warning(KubeObject about, String reason, String message) {
    offer(Note.of(about, "Warning", reason, message));
  }

  private void offer(Note note) {
    if (!queue.offer(note)) {
      metrics.event("dropped");
    }
  }

  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("events").start(this::write);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void take(Note note) throws InterruptedException {
    long begun = System.nanoTime();
    if (series.take(note)) {
      Duration written = Duration.ofNanos(System.nanoTime() - begun);
      Duration wanted = written.multipliedBy(PAUSES_PER_WRITE);
      Thread.sleep(wanted.compareTo(pause) < 0 ? pause : wanted);
    }
  }

  private void write() {
    Instant lastFlush = clock.instant();
    while (running) {
      try {
        Note note = queue.poll(TICK.toMillis(), TimeUnit.MILLISECONDS);
        if (note != null) {
          take(note);
        }
        if (!lastFlush.plus(TICK).isAfter(clock.instant())) {
          series.flush();
          lastFlush = clock.instant();
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        metrics.event("failed");
        log.atError().setCause(e).log("An event could not be recorded");
      }
    }
  }
}
