package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.JsonTree;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/**
 * Revisions outlive the process that stored them, and are stored once by however many there are.
 */
@WithControlPlane
@ResourceLock(Scenario.THE_CONTROLLER)
class RevisionRestartIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String WIDER =
      "spec: {value: string | required=true, extra: string | default=none}";
  private static final String WIDEST = WIDER.replace("}", ", more: string | default=none}");
  private static final String ONE =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}");
  private static final String TWO = configMap("two", "${schema.metadata.name}-two", "x");
  private static final String THREE = configMap("three", "${schema.metadata.name}-three", "x");
  private static final String BROKEN = configMap("one", "${nobody.metadata.name}", "x");

  @BeforeAll
  static void install(ControlPlane controlPlane) {
    Installation.on(controlPlane);
  }

  @Test
  void servesTheLastGoodRevisionThroughABrokenEditAndARestart(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, ONE);
        scenario.applyGraph(VALUE, ONE + TWO);
        scenario.awaitServing(2);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        assertThat(controller.passes()).isPositive();
      }
      scenario.applyGraph(VALUE, BROKEN);

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
        assertThat(condition(graph, "Accepted", "reason")).isEqualTo("UnknownName");
        assertThat(ready(graph, "reason")).isEqualTo("RevisionFailed");
        assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(2));
        assertThat(JsonTree.listAt(graph, "status", "problems")).isNotEmpty();

        scenario.apply("new", "value: y");
        scenario.apply("t", "value: z");
        scenario.configMaps().delete("t-two");
        var made = scenario.awaitReady("new");

        assertThat(JsonTree.at(made, "status", "graph", "revision"))
            .isEqualTo(scenario.revision(2));
        await().until(() -> scenario.value("t-one").equals("z"));
        await()
            .until(
                () ->
                    scenario
                        .ownedConfigMaps()
                        .equals(List.of("new-one", "new-two", "t-one", "t-two")));
        assertThat(again.passes()).isPositive();

        scenario.applyGraph(VALUE, ONE);
        scenario.awaitServing(3);
        await().until(() -> scenario.ownedConfigMaps().equals(List.of("new-one", "t-one")));
        scenario.leave();
      }
    }
  }

  @Test
  void fallsBackToNothingOlderThanWhatServedLast(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, ONE + TWO);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        assertThat(controller.passes()).isPositive();
      }
      scenario.applyGraph(VALUE, BROKEN);
      leaveBehind(scenario, 5);

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "False");
        assertThat(ready(graph, "message")).doesNotContain("goes on serving");
        var thing = scenario.awaitReason("t", "RevisionFailed");
        assertThat(ready(thing, "message")).contains(scenario.graph(), "nobody");
        assertThat(condition(thing, "Stalled", "status")).isEqualTo("True");
        assertThat(scenario.ownedConfigMaps()).containsExactly("t-one", "t-two");
        var flawed = scenario.revisions().awaitCondition(scenario.revision(5), "Valid", "False");
        assertThat(condition(flawed, "Valid", "message")).contains("nobody");
        assertThat(again.bean(GraphRegistry.class).serving(scenario.graph())).isEmpty();

        scenario.pin(1L);
        scenario.awaitServing(1);
        scenario.awaitReady("t");

        scenario.applyGraph(VALUE, ONE);
        scenario.pin(null);
        scenario.awaitServing(6);
        scenario.leave();
      }
    }
  }

  /** Makes it look as if a revision had served last that does not compile any more. */
  private static void leaveBehind(Scenario scenario, long number) {
    Map<String, @Nullable Object> broken =
        new HashMap<>(JsonTree.mapAt(scenario.graphs().get(scenario.graph()), "spec"));
    Map<String, @Nullable Object> revision = new HashMap<>();
    revision.put("metadata", Map.of("name", scenario.revision((int) number)));
    revision.put(
        "spec",
        Map.of("revision", number, "graph", scenario.graph(), "generation", 9, "snapshot", broken));
    scenario.revisions().create(revision);
    scenario
        .graphs()
        .patchStatus(
            scenario.graph(),
            Map.of("revision", scenario.revision((int) number), "lastIssuedRevision", number));
  }

  @Test
  void saysThatRevisionsCannotBeRead(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      var forbidden =
          proxy
              .on(request -> !request.isWrite() && request.isOf("graphrevisions"))
              .does(Fault.answer(403));
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.applyGraph(VALUE, ONE);

        var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "False");

        assertThat(ready(graph, "reason")).isEqualTo("ApplyForbidden");
        assertThat(ready(graph, "message")).contains("revisions of graphs cannot be read");
        forbidden.close();
        scenario.awaitServing(1);
        assertThat(controller.passes()).isZero();
        scenario.leave();
      }
    }
  }

  @Test
  void writesNothingWhenItStartsOnABrokenGraphAgain(Sandbox sandbox) {
    startsQuietly(
        sandbox,
        scenario -> {
          scenario.applyGraph(VALUE, BROKEN);
          scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
        });
  }

  @Test
  void writesNothingWhenItStartsOnAPinnedGraph(Sandbox sandbox) {
    startsQuietly(
        sandbox,
        scenario -> {
          scenario.applyGraph(VALUE, ONE + TWO);
          scenario.awaitServing(2);
          scenario.pin(1L);
          scenario.awaitServing(1);
          scenario.revisions().awaitCondition(scenario.revision(1), "Serving", "True");
          scenario.revisions().awaitCondition(scenario.revision(2), "Serving", "False");
          await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one")));
        });
  }

  private interface Situation {
    void bringAbout(Scenario scenario);
  }

  private static void startsQuietly(Sandbox sandbox, Situation situation) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, ONE);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        situation.bringAbout(scenario);
        scenario
            .graphs()
            .await(
                scenario.graph(),
                "counted",
                graph -> JsonTree.textAt(graph, "status", "instances", "summary").equals("1/1"));
        await().until(() -> controller.isConverged(scenario.graph()));
      }
      Map<String, @Nullable Object> before = scenario.graphs().get(scenario.graph());
      proxy.forgetRequests();

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        await().until(() -> again.isConverged(scenario.graph()));
        assertThat(scenario.allWrites()).isEmpty();
        assertThat(scenario.graphs().get(scenario.graph()).get("status"))
            .isEqualTo(before.get("status"));
        scenario.leave();
      }
    }
  }

  @Test
  void keepsTheNewestAndWhatServes(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      String keepTwo = "trellis.reconcile.revisions-kept=2";
      try (RunningController controller = RunningController.start(proxy.kubeconfig(), keepTwo)) {
        scenario.serve(VALUE, ONE);
        scenario.applyGraph(VALUE, ONE + TWO);
        scenario.awaitServing(2);
        scenario.applyGraph(VALUE, ONE + THREE);
        scenario.awaitServing(3);
        await().until(() -> scenario.revisionNumbers().equals(List.of(2L, 3L)));

        scenario.pin(2L);
        scenario.awaitServing(2);
        assertThat(controller.passes()).isZero();
      }
      String keepOne = "trellis.reconcile.revisions-kept=1";
      try (RunningController again = RunningController.start(proxy.kubeconfig(), keepOne)) {
        await().until(() -> again.isConverged(scenario.graph()));
        assertThat(scenario.revisionNumbers()).containsExactly(2L, 3L);

        scenario.pin(null);
        scenario.awaitServing(3);
        await().until(() -> scenario.revisionNumbers().equals(List.of(3L)));
        // Nothing of the numbers before tells of them any more but the status.
        scenario.revisions().delete(scenario.revision(3));
        scenario.awaitServing(4);
        assertThat(scenario.revisionNumbers()).containsExactly(4L);
        scenario.leave();
      }
    }
  }

  @Test
  void storesOnceWhateverTheNumberOfProcesses(Sandbox sandbox) {
    try (var one = FaultProxy.inFrontOf(sandbox.controlPlane());
        var other = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, one);
      try (RunningController first = RunningController.start(one.kubeconfig());
          RunningController second = RunningController.start(other.kubeconfig())) {
        scenario.serve(VALUE, ONE);
        String[] texts = {ONE + TWO, ONE + THREE, ONE + TWO + THREE, ONE};
        for (int i = 0; i < texts.length; i++) {
          scenario.applyGraph(VALUE, texts[i]);
          scenario.awaitServing(i + 2);
          awaitServing(first, scenario, i + 2);
          awaitServing(second, scenario, i + 2);
        }
        assertThat(scenario.revisionNumbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(attempts(one, scenario) + attempts(other, scenario))
            .as("both processes stored revisions")
            .isGreaterThanOrEqualTo(5);
        scenario.leave();
      }
    }
  }

  private static void awaitServing(RunningController controller, Scenario scenario, int number) {
    await()
        .until(
            () ->
                controller
                    .bean(GraphRegistry.class)
                    .graph(scenario.graph())
                    .flatMap(GraphView::revision)
                    .filter(scenario.revision(number)::equals)
                    .isPresent());
  }

  private static long attempts(FaultProxy proxy, Scenario scenario) {
    return proxy.count(
        request ->
            request.isWrite()
                && request.isOf("graphrevisions")
                && request.name().startsWith(scenario.graph()));
  }

  /** Finalizer aside: definition, revision, two revisions' status, status of the graph. */
  @ParameterizedTest(name = "before and after write {0} of an edit")
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void endsTheSameWhereverItIsKilled(int point, Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (ControllerProcess controller = ControllerProcess.start(proxy.kubeconfig())) {
        scenario.applyGraph(VALUE, ONE);
        awaitServing(scenario, 1);
        for (Fault fault : List.of(new Fault.CutBefore(), new Fault.CutAfter())) {
          boolean first = fault instanceof Fault.CutBefore;
          int number = first ? 2 : 3;
          try (var crash =
              proxy
                  .on(request -> isOfTheDefinition(request, scenario))
                  .nth(point)
                  .andThen(controller::kill)
                  .does(fault)) {
            scenario.applyGraph(first ? WIDER : WIDEST, first ? ONE + TWO : ONE + THREE);
            awaitServing(scenario, number);
            await().atMost(PATIENCE).until(() -> crash.hits() == 1);
          }
          await().atMost(PATIENCE).until(() -> serving(scenario).equals(List.of((long) number)));
        }
        assertThat(scenario.revisionNumbers()).containsExactly(1L, 2L, 3L);
        scenario.leave();
      }
    }
  }

  private static boolean isOfTheDefinition(ApiRequest request, Scenario scenario) {
    return request.isWrite()
        && !request.isOf("events")
        && request.namespace().isEmpty()
        && (request.name().contains(scenario.graph())
            || request.name().contains(scenario.sandbox().group()));
  }

  private static void awaitServing(Scenario scenario, int number) {
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                scenario
                    .graphs()
                    .find(scenario.graph())
                    .filter(graph -> ready(graph, "status").equals("True"))
                    .filter(
                        graph ->
                            JsonTree.textAt(graph, "status", "revision")
                                .equals(scenario.revision(number)))
                    .isPresent());
  }

  /** The numbers of the revisions that say that they serve. */
  private static List<Long> serving(Scenario scenario) {
    return scenario.revisionNumbers().stream()
        .filter(
            number ->
                condition(
                        scenario.revisions().get(scenario.revision(number.intValue())),
                        "Serving",
                        "status")
                    .equals("True"))
        .toList();
  }
}
