package run.trellis.bench;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How long each of many things took. */
final class Latencies {

  private final long[] sorted;

  private Latencies(long[] nanos) {
    this.sorted = nanos;
    Arrays.sort(sorted);
  }

  static Latencies of(List<Duration> durations) {
    return new Latencies(durations.stream().mapToLong(Duration::toNanos).toArray());
  }

  /** From a moment to a later one, for each name; moments of {@link System#nanoTime()}. */
  static Latencies between(Map<String, Long> starts, Map<String, Long> ends) {
    return new Latencies(
        starts.entrySet().stream()
            .mapToLong(start -> ends.getOrDefault(start.getKey(), 0L) - start.getValue())
            .toArray());
  }

  /** The smallest value that so many percent do not exceed, in seconds. */
  double percentile(int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.length);
    return sorted[Math.max(rank, 1) - 1] / 1e9;
  }
}
