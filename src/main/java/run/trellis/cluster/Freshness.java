package run.trellis.cluster;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.cluster.WatchRegistry.Change.Unavailable;

/**
 * How much the content of a cache is worth: whether it is complete, and when the server last spoke.
 */
final class Freshness {

  private final InstantSource clock;
  private final Duration patience;

  private volatile boolean listed;
  private volatile @Nullable Unavailable unavailable;
  private volatile String trouble = "";
  private volatile Instant lastHeard;

  /**
   * @param patience silence after which the content no longer counts as fresh
   */
  Freshness(InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
    this.lastHeard = clock.instant();
  }

  void heard() {
    lastHeard = clock.instant();
    trouble = "";
  }

  /** The cache holds a complete list. */
  void listed() {
    heard();
    listed = true;
    unavailable = null;
  }

  /** The watch goes on where it was. */
  void resumed() {
    heard();
    unavailable = null;
  }

  /** The watch lost its place: only a new list makes the content complete again. */
  void lost() {
    listed = false;
  }

  void unavailable(Unavailable why) {
    unavailable = why;
  }

  /** The watch is interrupted and tries again; the content is kept. */
  void interrupted(String why) {
    trouble = why;
  }

  /** What is wrong; empty if nothing is. */
  String problem() {
    Unavailable why = unavailable;
    if (why != null) {
      return why.message();
    }
    if (!trouble.isEmpty()) {
      return trouble;
    }
    return silence().compareTo(patience) > 0 ? "not heard of since " + lastHeard : "";
  }

  boolean isListed() {
    return listed;
  }

  boolean isSynced() {
    return listed && unavailable == null;
  }

  boolean isFresh() {
    return isSynced() && !lastHeard.plus(patience).isBefore(clock.instant());
  }

  Optional<Unavailable> unavailable() {
    return Optional.ofNullable(unavailable);
  }

  Instant lastHeard() {
    return lastHeard;
  }

  Duration silence() {
    return Duration.between(lastHeard, clock.instant());
  }
}
