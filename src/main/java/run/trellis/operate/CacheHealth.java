package run.trellis.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import run.trellis.cluster.WatchRegistry.WatchState;
import run.trellis.reconcile.LoopView;

/**
 * Whether what Trellis knows of the cluster is complete and fresh.
 *
 * <p>At the start it is not ready until everything was listed once. From then on only silence
 * counts: a graph that begins to watch another kind, or one whose kind is not served, is no reason
 * to call the whole process not ready.
 */
final class CacheHealth implements HealthIndicator {

  /** So that a cluster with everything gone does not make a page of an answer. */
  private static final int MOST_NAMED = 10;

  private final ReadModel model;
  private final Duration deadline;
  private final InstantSource clock;
  private volatile boolean completedOnce;

  CacheHealth(ReadModel model, OperateSettings settings, InstantSource clock) {
    this.model = model;
    this.deadline = settings.staleAfter();
    this.clock = clock;
  }

  @Override
  public Health health() {
    LoopView loop = model.loop();
    List<String> obstacles = completedOnce ? stale(loop) : missing(loop);
    if (!completedOnce && obstacles.isEmpty()) {
      completedOnce = true;
    }
    Health.Builder health =
        obstacles.isEmpty() ? Health.up() : Health.status(Status.OUT_OF_SERVICE);
    if (!obstacles.isEmpty()) {
      health.withDetail("waitsFor", shortened(obstacles));
    }
    List<String> unavailable =
        loop.watches().stream()
            .filter(state -> !state.synced() && !state.problem().isEmpty())
            .map(state -> Watches.display(state.target()) + ": " + state.problem())
            .sorted()
            .toList();
    if (!unavailable.isEmpty()) {
      health.withDetail("unavailable", shortened(unavailable));
    }
    return health
        .withDetail("watches", loop.watches().size())
        .withDetail("objects", loop.watches().stream().mapToInt(WatchState::objects).sum())
        .build();
  }

  private List<String> missing(LoopView loop) {
    List<String> missing = new ArrayList<>();
    if (!loop.graphsSynced()) {
      missing.add("the list of graphs");
    }
    if (loop.running()) {
      // Only a graph's first pass tells what has to be watched for it.
      model.graphs().stream()
          .filter(graph -> graph.lastPass().isEmpty())
          .map(graph -> "the first pass over graph " + graph.name())
          .forEach(missing::add);
    }
    loop.watches().stream()
        .filter(state -> !state.synced() && state.problem().isEmpty())
        .map(state -> "the first list of " + Watches.display(state.target()))
        .sorted()
        .forEach(missing::add);
    missing.addAll(stale(loop));
    return missing;
  }

  private List<String> stale(LoopView loop) {
    Instant now = clock.instant();
    return loop.watches().stream()
        .filter(state -> state.lastHeard().plus(deadline).isBefore(now))
        .map(state -> staleness(state, now))
        .sorted()
        .toList();
  }

  private static String staleness(WatchState state, Instant now) {
    String silence =
        Watches.display(state.target())
            + ": nothing heard for "
            + Duration.between(state.lastHeard(), now).toSeconds()
            + " s";
    return state.problem().isEmpty() ? silence : silence + " (" + state.problem() + ")";
  }

  private static List<String> shortened(List<String> lines) {
    if (lines.size() <= MOST_NAMED) {
      return lines;
    }
    List<String> some = new ArrayList<>(lines.subList(0, MOST_NAMED));
    some.add("and " + (lines.size() - MOST_NAMED) + " more");
    return some;
  }
}
