package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.operate.FixedModel.NOW;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import run.trellis.reconcile.LoopView;

class FleetMetricsTests {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  @Test
  void countsGraphsAndInstancesByTheirState() {
    metrics(FixedModel.of(FixedModel.shops(), FixedModel.broken())).refresh();
    assertThat(gauge("trellis.graphs", "state", "ready")).isEqualTo(1);
    assertThat(gauge("trellis.graphs", "state", "broken")).isEqualTo(1);
    assertThat(gauge("trellis.graphs", "state", "waiting")).isZero();
    assertThat(gauge("trellis.instances", "graph", "shops", "state", "ready")).isEqualTo(1);
    assertThat(gauge("trellis.instances", "graph", "shops", "state", "stalled")).isEqualTo(1);
    assertThat(gauge("trellis.instances", "graph", "shops", "state", "reconciling")).isEqualTo(1);
  }

  @Test
  void tellsHowLongWorkWaitsAndWhenTheLoopTurned() {
    var loop =
        new LoopView(
            true, NOW.minusSeconds(2), 4, 0, 1, Optional.of(NOW.minusSeconds(9)), true, List.of());
    metrics(FixedModel.of().with(loop));
    assertThat(gauge("trellis.reconcile.waiting")).isEqualTo(9);
    assertThat(gauge("trellis.reconcile.pulse")).isEqualTo(2);
  }

  @Test
  void reportsNoWaitWhereNothingWaits() {
    metrics(FixedModel.of());
    assertThat(gauge("trellis.reconcile.waiting")).isZero();
  }

  private FleetMetrics metrics(ReadModel model) {
    return new FleetMetrics(model, registry, () -> NOW);
  }

  private double gauge(String name, String... tags) {
    return registry.get(name).tags(tags).gauge().value();
  }
}
