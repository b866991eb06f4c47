package run.trellis.operate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.scheduling.annotation.Scheduled;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.LoopView;
import run.trellis.reconcile.graph.InstanceCounts;

/**
 * How many graphs and instances there are, and how they are. Labels are bounded by the graphs in
 * use, never by their instances.
 */
final class FleetMetrics {

  private final ReadModel model;
  private final InstantSource clock;
  private final MultiGauge graphs;
  private final MultiGauge instances;

  FleetMetrics(ReadModel model, MeterRegistry registry, InstantSource clock) {
    this.model = model;
    this.clock = clock;
    this.graphs =
        MultiGauge.builder("trellis.graphs")
            .description("Graphs, by how their newest definition is")
            .register(registry);
    this.instances =
        MultiGauge.builder("trellis.instances")
            .description("Instances of each graph, by how they are")
            .register(registry);
    Gauge.builder("trellis.reconcile.waiting", this, FleetMetrics::longestWait)
        .description("How long the key has waited that has waited longest for its pass")
        .baseUnit("seconds")
        .register(registry);
    Gauge.builder("trellis.reconcile.pulse", this, FleetMetrics::pulse)
        .description("How long ago the loop last turned; it turns every second")
        .baseUnit("seconds")
        .register(registry);
  }

  /** Counts anew. Instances are counted now and then, not once for each number that is scraped. */
  @Scheduled(fixedDelay = 5, timeUnit = TimeUnit.SECONDS)
  void refresh() {
    List<GraphView> all = model.graphs();
    graphs.register(
        List.of(
            row("ready", all, FleetMetrics::isReady),
            row("broken", all, graph -> !graph.problems().isEmpty()),
            row("waiting", all, graph -> !isReady(graph) && graph.problems().isEmpty())),
        true);
    instances.register(
        all.stream().flatMap(graph -> rows(graph.name(), graph.instances())).toList(), true);
  }

  private double longestWait() {
    return model.loop().oldestReady().map(this::secondsSince).orElse(0.0);
  }

  private double pulse() {
    LoopView loop = model.loop();
    return loop.running() ? secondsSince(loop.lastPulse()) : 0;
  }

  private double secondsSince(Instant moment) {
    return Duration.between(moment, clock.instant()).toMillis() / 1000.0;
  }

  private static boolean isReady(GraphView graph) {
    return graph.problems().isEmpty() && ConditionView.isTrue(graph.conditions(), "Ready");
  }

  private static Row<?> row(String state, List<GraphView> all, Predicate<GraphView> isIt) {
    return Row.of(Tags.of("state", state), all.stream().filter(isIt).count());
  }

  private static Stream<Row<?>> rows(String graph, InstanceCounts counts) {
    int others = Math.max(0, counts.total() - counts.ready() - counts.stalled());
    return Stream.of(
        Row.of(Tags.of("graph", graph, "state", "ready"), counts.ready()),
        Row.of(Tags.of("graph", graph, "state", "stalled"), counts.stalled()),
        Row.of(Tags.of("graph", graph, "state", "reconciling"), others));
  }
}
