package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** Killed at any write, before or after it took effect, and started again: the same end. */
@WithControlPlane
@ResourceLock(Scenario.THE_CONTROLLER)
class CrashIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int CRASHES = 3;

  /** Finalizer, inventory, three objects, status; and three deletions, finalizer. */
  private static final int WRITES_TO_CREATE = 6;

  private static final int WRITES_TO_DELETE = 4;

  private static final List<String> OBJECTS = List.of("t-one", "t-three", "t-two");

  @BeforeAll
  static void install(ControlPlane controlPlane) {
    Installation.on(controlPlane);
  }

  @Test
  void losesNothingWhereverItIsKilled(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      crashing(scenario, List.of(), () -> serve(scenario));
      for (int point : points(WRITES_TO_CREATE)) {
        crashing(scenario, List.of(point), () -> create(scenario));
        crashing(scenario, List.of(), () -> delete(scenario));
      }
      for (int point : points(WRITES_TO_DELETE)) {
        crashing(scenario, List.of(), () -> create(scenario));
        crashing(scenario, List.of(point), () -> delete(scenario));
      }
      crashing(scenario, List.of(), scenario::leave);
    }
  }

  private static List<Integer> points(int writes) {
    return IntStream.generate(() -> ThreadLocalRandom.current().nextInt(1, writes + 1))
        .distinct()
        .limit(CRASHES)
        .boxed()
        .toList();
  }

  /** Does something while the controller runs, which crashes at the given writes. */
  private static void crashing(Scenario scenario, List<Integer> points, Runnable action) {
    try (ControllerProcess controller = ControllerProcess.start(scenario.proxy().kubeconfig())) {
      List<FaultProxy.Rule> rules =
          points.stream().map(point -> crash(scenario, point, controller)).toList();
      action.run();
      assertThat(rules).as("crashes at writes %s", points).allMatch(rule -> rule.hits() == 1);
      rules.forEach(FaultProxy.Rule::close);
    }
  }

  private static FaultProxy.Rule crash(Scenario scenario, int point, ControllerProcess controller) {
    boolean effective = ThreadLocalRandom.current().nextBoolean();
    return scenario
        .proxy()
        .on(
            request ->
                request.namespace().equals(scenario.sandbox().namespace())
                    && request.isWrite()
                    && !request.isOf("events"))
        .nth(point)
        .andThen(controller::kill)
        .does(effective ? new Fault.CutAfter() : new Fault.CutBefore());
  }

  private static void serve(Scenario scenario) {
    scenario.applyGraph(
        "spec: {value: string | required=true}",
        configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}")
            + configMap("two", "${schema.metadata.name}-two", "${one.data.value}")
            + configMap("three", "${schema.metadata.name}-three", "${two.data.value}"));
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                scenario
                    .graphs()
                    .find(scenario.graph())
                    .filter(graph -> Scenario.ready(graph, "status").equals("True"))
                    .isPresent());
    scenario.things();
  }

  private static void create(Scenario scenario) {
    scenario.apply("t", "value: x");
    await()
        .atMost(PATIENCE)
        .until(() -> Scenario.ready(scenario.things().get("t"), "status").equals("True"));
    assertThat(scenario.ownedConfigMaps()).isEqualTo(OBJECTS);
    assertThat(scenario.value("t-three")).isEqualTo("x");
    String inventory = scenario.things().get("t").toString();
    assertThat(OBJECTS).allMatch(inventory::contains);
  }

  private static void delete(Scenario scenario) {
    scenario.things().delete("t");
    await().atMost(PATIENCE).until(() -> scenario.things().find("t").isEmpty());
    assertThat(scenario.ownedConfigMaps()).as("no orphan").isEmpty();
    assertThat(scenario.requests().stream().filter(ApiRequest::isWrite)).isNotEmpty();
  }
}
