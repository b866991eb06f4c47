package run.trellis.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import run.trellis.cluster.WatchRegistry.WatchState;

/**
 * How the loop is.
 *
 * @param running whether it was started and not stopped
 * @param lastPulse when it last turned; it turns every second even with nothing to do
 * @param ready keys whose pass may begin
 * @param delayed keys that wait for a time
 * @param passes passes under way
 * @param oldestReady since when the longest waiting key waits
 * @param graphsSynced whether the graphs of the cluster were listed
 * @param watches freshness of what passes see
 */
public record LoopView(
    boolean running,
    Instant lastPulse,
    int ready,
    int delayed,
    int passes,
    Optional<Instant> oldestReady,
    boolean graphsSynced,
    List<WatchState> watches) {

  public LoopView {
    watches = List.copyOf(watches);
  }

  /** Whether nothing is under way and nothing waits. */
  public boolean isIdle() {
    return ready == 0 && delayed == 0 && passes == 0;
  }
}
