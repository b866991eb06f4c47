package run.trellis.reconcile;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;

/** Measures passes. Tagged by what bounds itself: never by instance. */
final class PassMetrics {

  private final MeterRegistry registry;
  private final DistributionSummary writes;

  PassMetrics(MeterRegistry registry, WorkQueue<WorkKey> queue) {
    this.registry = registry;
    this.writes =
        DistributionSummary.builder("trellis.reconcile.writes")
            .description("Requests that one pass sent to change something")
            .register(registry);
    Gauge.builder("trellis.reconcile.queue", queue, load -> load.load().ready())
        .description("Keys whose pass may begin")
        .register(registry);
    Gauge.builder("trellis.reconcile.delayed", queue, load -> load.load().delayed())
        .description("Keys that wait for a time, such as the end of a back-off")
        .register(registry);
    Gauge.builder("trellis.reconcile.running", queue, load -> load.load().running())
        .description("Passes under way")
        .register(registry);
  }

  void passed(WorkKey key, PassResult result, Duration time) {
    Timer.builder("trellis.reconcile.passes")
        .description("Passes over graphs and instances")
        .tag("of", key.isGraph() ? "graph" : "instance")
        .tag("result", result.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .register(registry)
        .record(time);
  }

  void wrote(int count) {
    writes.record(count);
  }
}
