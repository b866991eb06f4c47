package run.trellis.operate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.LoopView;

/**
 * Whether the loop turns and work gets done. Says no only to what a new start would mend: never to
 * an API server that is gone, nor to graphs that fail.
 */
final class LoopHealth implements HealthIndicator {

  private final ReadModel model;
  private final Duration deadline;
  private final InstantSource clock;

  LoopHealth(ReadModel model, OperateSettings settings, InstantSource clock) {
    this.model = model;
    this.deadline = settings.stuckAfter();
    this.clock = clock;
  }

  @Override
  public Health health() {
    LoopView loop = model.loop();
    Health.Builder health = verdict(loop);
    return health
        .withDetail("running", loop.running())
        .withDetail("ready", loop.ready())
        .withDetail("delayed", loop.delayed())
        .withDetail("passes", loop.passes())
        .build();
  }

  private Health.Builder verdict(LoopView loop) {
    if (!loop.running()) {
      return Health.up().withDetail("message", "the loop is not started, or standing by");
    }
    Instant limit = clock.instant().minus(deadline);
    if (loop.lastPulse().isBefore(limit)) {
      return Health.down()
          .withDetail("message", "the loop has not turned since " + loop.lastPulse());
    }
    if (loop.oldestReady().filter(since -> since.isBefore(limit)).isEmpty()) {
      return Health.up();
    }
    // Work that waits is no sign of a defect as long as other work gets done meanwhile.
    if (lastPass().filter(ended -> ended.isAfter(limit)).isPresent()) {
      return Health.up();
    }
    return Health.down()
        .withDetail(
            "message",
            "work waits since "
                + loop.oldestReady().orElseThrow()
                + ", and no pass has ended for "
                + deadline.toSeconds()
                + " s");
  }

  private Optional<Instant> lastPass() {
    return model.graphs().stream()
        .map(GraphView::lastPass)
        .flatMap(Optional::stream)
        .max(Comparator.naturalOrder());
  }
}
