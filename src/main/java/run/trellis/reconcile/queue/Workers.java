package run.trellis.reconcile.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the passes of a queue, each on a virtual thread of its own. */
public final class Workers<K> {

  private static final Logger log = LoggerFactory.getLogger(Workers.class);

  /** Longest sleep of the loop, so that its pulse shows that it turns. */
  private static final Duration PULSE = Duration.ofSeconds(1);

  private final WorkQueue<K> queue;
  private final Function<K, PassResult> pass;
  private final InstantSource clock;
  private final Semaphore wake = new Semaphore(0);
  private final AtomicInteger underWay = new AtomicInteger();
  private volatile boolean stopped;
  private volatile Instant lastPulse;

  public Workers(WorkQueue<K> queue, Function<K, PassResult> pass, InstantSource clock) {
    this.queue = queue;
    this.pass = pass;
    this.clock = clock;
    this.lastPulse = clock.instant();
  }

  public void start() {
    queue.onChange(wake::release);
    Thread.ofVirtual().name("trellis-dispatch").start(this::dispatch);
  }

  /**
   * Starts no more passes and waits for those under way.
   *
   * @return whether all of them ended in time
   */
  public boolean stop(Duration patience) throws InterruptedException {
    stopped = true;
    wake.release();
    Instant deadline = clock.instant().plus(patience);
    synchronized (underWay) {
      while (underWay.get() > 0) {
        long left = Duration.between(clock.instant(), deadline).toMillis();
        if (left <= 0) {
          return false;
        }
        underWay.wait(left);
      }
    }
    return true;
  }

  /** When the loop last turned. */
  public Instant lastPulse() {
    return lastPulse;
  }

  private void dispatch() {
    while (!stopped) {
      lastPulse = clock.instant();
      Optional<K> key = queue.start();
      if (key.isPresent()) {
        underWay.incrementAndGet();
        Thread.ofVirtual().name("trellis-pass-", 0).start(() -> run(key.get()));
      } else {
        pause();
      }
    }
  }

  private void run(K key) {
    PassResult result = PassResult.Failed.plain();
    try {
      result = pass.apply(key);
    } catch (RuntimeException | StackOverflowError broken) {
      // The one catch of the loop: a defect met by one key must not cost the others their turn.
      log.atError()
          .addKeyValue("key", key)
          .setCause(broken)
          .log("pass broke off; it is tried again");
    } finally {
      queue.finish(key, result);
      synchronized (underWay) {
        underWay.decrementAndGet();
        underWay.notifyAll();
      }
    }
  }

  private void pause() {
    Duration sleep =
        queue
            .nextDue()
            .map(due -> Duration.between(clock.instant(), due))
            .filter(until -> until.compareTo(PULSE) < 0)
            .orElse(PULSE);
    try {
      // A release that came between the look at the queue and now ends the wait at once.
      boolean woken = wake.tryAcquire(Math.max(1, sleep.toMillis()), TimeUnit.MILLISECONDS);
      if (woken) {
        wake.drainPermits();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
