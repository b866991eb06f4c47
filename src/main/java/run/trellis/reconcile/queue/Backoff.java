package run.trellis.reconcile.queue;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * Exponential delays with full jitter: each lies anywhere between nothing and a ceiling that
 * doubles with every failure, so that what failed together is not tried again together.
 *
 * @param first ceiling after the first failure
 * @param cap highest ceiling
 * @param random uniform numbers from 0 to 1; must be safe for use by many threads
 */
public record Backoff(Duration first, Duration cap, DoubleSupplier random) {

  /** The delay after so many failures in a row. */
  public Duration delay(int failures) {
    Duration ceiling = ceiling(failures);
    return Duration.ofNanos((long) (ceiling.toNanos() * random.getAsDouble()));
  }

  Duration ceiling(int failures) {
    Duration ceiling = first;
    for (int doubled = 1; doubled < failures && ceiling.compareTo(cap) < 0; doubled++) {
      ceiling = ceiling.multipliedBy(2);
    }
    return ceiling.compareTo(cap) < 0 ? ceiling : cap;
  }
}
