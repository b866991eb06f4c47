package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.operate.FixedModel.NOW;
import static run.trellis.operate.FixedModel.turning;
import static run.trellis.operate.FixedModel.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.LoopView;

class HealthTests {

  private static final OperateSettings SETTINGS =
      new OperateSettings(Set.of(), Duration.ofSeconds(80), Duration.ofMinutes(5));

  private FixedModel model = FixedModel.of();

  @Nested
  class Liveness {

    @Test
    void isThereWhileTheLoopTurnsWithNothingToDo() {
      assertThat(liveness()).isEqualTo(Status.UP);
    }

    @Test
    void endsWhenTheLoopNoLongerTurns() {
      model = model.with(loop(NOW.minusSeconds(301), Optional.empty()));
      assertThat(liveness()).isEqualTo(Status.DOWN);
    }

    @Test
    void endsWhenWorkWaitsAndNoPassEnds() {
      model = stuck(NOW.minusSeconds(400));
      assertThat(liveness()).isEqualTo(Status.DOWN);
    }

    @Test
    void goesOnWhenWorkWaitsLongButOtherWorkGetsDone() {
      model = stuck(NOW.minusSeconds(1));
      assertThat(liveness()).isEqualTo(Status.UP);
    }

    @Test
    void isNoMatterOfALoopThatStandsBy() {
      LoopView standingBy =
          new LoopView(false, Instant.EPOCH, 0, 0, 0, Optional.empty(), true, List.of());
      model = model.with(standingBy);
      assertThat(liveness()).isEqualTo(Status.UP);
    }

    @Test
    void isNoMatterOfAnApiServerThatIsGone() {
      model = model.with(turning(watch(true, 3600, "no answer from the API server")));
      assertThat(liveness()).isEqualTo(Status.UP);
    }

    private FixedModel stuck(Instant lastPass) {
      return FixedModel.of(withLastPass(FixedModel.shops(), Optional.of(lastPass)))
          .with(loop(NOW, Optional.of(NOW.minusSeconds(301))));
    }

    private LoopView loop(Instant pulse, Optional<Instant> oldest) {
      return new LoopView(true, pulse, 3, 0, 2, oldest, true, List.of());
    }

    private Status liveness() {
      return new LoopHealth(model, SETTINGS, () -> NOW).health().getStatus();
    }
  }

  @Nested
  class Readiness {

    /** The one indicator of a process, whatever becomes of the model. */
    private final CacheHealth caches = new CacheHealth(new Changing(), SETTINGS, () -> NOW);

    @Test
    void waitsForTheListOfGraphs() {
      model = model.with(new LoopView(true, NOW, 0, 0, 0, Optional.empty(), false, List.of()));
      assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
      assertThat(waitsFor()).contains("the list of graphs");
    }

    @Test
    void waitsForTheFirstPassOverEachGraph() {
      model = FixedModel.of(withLastPass(FixedModel.shops(), Optional.empty()));
      assertThat(waitsFor()).contains("the first pass over graph shops");
    }

    @Test
    void waitsForTheFirstListsAndSaysOfWhat() {
      model = model.with(turning(watch(false, 1, "")));
      assertThat(waitsFor())
          .contains("the first list of Deployment.apps labelled trellis.run/owned=true");
    }

    @Test
    void doesNotWaitForAKindThatIsNotServed() {
      model = model.with(turning(watch(false, 1, "the API server does not serve it")));
      assertThat(status()).isEqualTo(Status.UP);
      assertThat(caches.health().getDetails()).containsKey("unavailable");
    }

    @Test
    void doesNotFlapWhenAGraphIsAddedLater() {
      assertThat(status()).isEqualTo(Status.UP);
      model =
          FixedModel.of(withLastPass(FixedModel.shops(), Optional.empty()))
              .with(turning(watch(false, 1, "")));
      assertThat(status()).isEqualTo(Status.UP);
    }

    @Test
    void endsWhenTheServerIsSilentAndSaysOnWhichWatch() {
      assertThat(status()).isEqualTo(Status.UP);
      model = model.with(turning(watch(true, 81, "no answer from the API server: timeout")));
      assertThat(status()).isEqualTo(Status.OUT_OF_SERVICE);
      assertThat(waitsFor())
          .contains(
              "Deployment.apps labelled trellis.run/owned=true: nothing heard for 81 s (no answer"
                  + " from the API server: timeout)");
    }

    @Test
    void outlastsAnInterruptionWithinTheDeadline() {
      assertThat(status()).isEqualTo(Status.UP);
      model = model.with(turning(watch(true, 79, "connection reset")));
      assertThat(status()).isEqualTo(Status.UP);
    }

    private Status status() {
      return caches.health().getStatus();
    }

    private String waitsFor() {
      return String.valueOf(caches.health().getDetails().get("waitsFor"));
    }
  }

  private static GraphView withLastPass(GraphView graph, Optional<Instant> lastPass) {
    return new GraphView(
        graph.name(),
        graph.uid(),
        graph.generation(),
        graph.servingGeneration(),
        graph.revision(),
        graph.kind(),
        graph.conditions(),
        graph.problems(),
        graph.nodes(),
        graph.instances(),
        lastPass);
  }

  /** Whatever the test has made of the model by now. */
  private final class Changing implements ReadModel {
    @Override
    public List<GraphView> graphs() {
      return model.graphs();
    }

    @Override
    public Optional<GraphView> graph(String name) {
      return model.graph(name);
    }

    @Override
    public List<run.trellis.reconcile.InstanceView> instances(String graph) {
      return model.instances(graph);
    }

    @Override
    public Optional<run.trellis.reconcile.InstanceView> instance(
        String graph, String namespace, String name) {
      return model.instance(graph, namespace, name);
    }

    @Override
    public LoopView loop() {
      return model.loop();
    }
  }
}
