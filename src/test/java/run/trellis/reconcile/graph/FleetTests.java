package run.trellis.reconcile.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.cluster.ModelServer;
import run.trellis.cluster.ModelWatches;
import run.trellis.reconcile.instance.GraphWatches;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;

class FleetTests {

  private static final Backoff BACKOFF =
      new Backoff(Duration.ofMillis(200), Duration.ofMinutes(2), () -> 0.5);

  private final InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));

  @Test
  void remembersNothingOfAnotherInstanceThatHadTheName() {
    ModelWatches watches = new ModelWatches(new ModelServer(), clock);
    Wake wake = new Wake(new WorkQueue<>(WorkKey::lane, 1, BACKOFF, clock));
    GraphWatches ofGraph =
        new GraphWatches(
            watches, TrellisDialect.VALUE.marking().tracking(), ModelServer.kinds(), wake::now);
    WorkKey key = new WorkKey("graph", "ns", "t");
    Fleet fleet =
        new Fleet(
            "graph",
            GroupVersionKind.of("example.com/v1", "Thing"),
            ofGraph,
            watches,
            wake,
            BACKOFF,
            clock,
            () -> true);

    var first = fleet.memory(key, "uid-1");

    assertThat(fleet.memory(key, "uid-1")).isSameAs(first);
    assertThat(fleet.memory(key, "uid-2")).isNotSameAs(first);
    fleet.forget(key);
    assertThat(fleet.memory(key, "uid-2")).isNotSameAs(first);
  }
}
