package run.trellis.bench;

import java.time.Duration;

/** Time since a moment, untouched by changes of the clock. */
record Stopwatch(long startedAt) {

  static Stopwatch start() {
    return new Stopwatch(System.nanoTime());
  }

  Duration elapsed() {
    return until(System.nanoTime());
  }

  /** Time from the start to a moment of {@link System#nanoTime()}. */
  Duration until(long moment) {
    return Duration.ofNanos(moment - startedAt);
  }
}
