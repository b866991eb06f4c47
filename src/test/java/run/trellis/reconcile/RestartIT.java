package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.api.JsonTree;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** What one process leaves to the next. */
@WithControlPlane
@ResourceLock(Scenario.THE_CONTROLLER)
class RestartIT {

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String TWO =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}")
          + configMap("two", "${schema.metadata.name}-two", "${one.data.value}");

  private static final String WIDGET =
      """
      - id: widget
        template:
          apiVersion: GROUP/v1
          kind: Widget
          metadata: {name: "${schema.metadata.name}"}
          spec: {}
      """;

  private static final String MANY =
      configMap("many", "${schema.metadata.name}-${name}", "${name}")
          + "  forEach: [{name: '${schema.spec.names}'}]\n";

  @BeforeAll
  static void install(ControlPlane controlPlane) {
    Installation.on(controlPlane);
  }

  @Test
  void writesNothingWhenItStartsOnWhatIsAsItShouldBe(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, TWO);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        awaitCounted(scenario, "1/1");
        assertThat(controller.passes()).isPositive();
      }
      proxy.forgetRequests();

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        await().until(() -> again.isConverged(scenario.graph()));
        assertThat(scenario.allWrites()).isEmpty();
        assertThat(scenario.requests()).isEmpty();
        scenario.leave();
      }
    }
  }

  @Test
  void catchesUpWithWhatHappenedMeanwhile(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, TWO);
        scenario.apply("gone", "value: x");
        scenario.apply("edited", "value: x");
        scenario.awaitReady("gone");
        scenario.awaitReady("edited");
        assertThat(controller.passes()).isPositive();
      }
      scenario.things().delete("gone");
      scenario.apply("edited", "value: y");
      scenario.apply("new", "value: z");
      scenario.configMaps().delete("edited-one");

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        scenario.things().awaitAbsence("gone");
        scenario.awaitReady("new");
        await().until(() -> scenario.value("edited-two").equals("y"));
        assertThat(scenario.ownedConfigMaps())
            .isEqualTo(List.of("edited-one", "edited-two", "new-one", "new-two"));
        assertThat(again.passes()).isPositive();
        scenario.leave();
      }
    }
  }

  @Test
  void deletesWithoutADefinitionThatCompiles(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, TWO);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        assertThat(controller.passes()).isPositive();
      }
      scenario.applyGraph(VALUE, configMap("one", "${nobody.metadata.name}", "x"));

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
        scenario.things().delete("t");
        scenario.things().awaitAbsence("t");
        assertThat(scenario.ownedConfigMaps()).isEmpty();
        assertThat(again.passes()).isPositive();
        scenario.leave();
      }
    }
  }

  @Test
  void deletesWithoutAKindThatIsGone(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      scenario.definitions().apply(scenario.yaml(NestingIT.WIDGETS));
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, TWO + WIDGET);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        assertThat(controller.passes()).isPositive();
      }
      String widgets = "widgets." + sandbox.group();
      scenario.definitions().delete(widgets);
      scenario.definitions().awaitAbsence(widgets);

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        scenario.awaitReason("t", "KindMissing");
        scenario.things().delete("t");
        scenario.things().awaitAbsence("t");
        assertThat(scenario.ownedConfigMaps()).isEmpty();
        assertThat(again.passes()).isPositive();
        scenario.leave();
      }
    }
  }

  /** Somebody had no patience with a controller that was down. */
  @Test
  void tellsAnInstanceFromTheOneThatWentMeanwhile(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController _ = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(
            "spec: {names: '[]string | required=true', value: string | required=true}", MANY + TWO);
        scenario.apply("t", "{names: [a, b], value: x}");
        scenario.awaitReady("t");
      }
      List<String> uids = List.of(uid(scenario, "t-b"), uid(scenario, "t-one"));
      scenario.things().patch("t", Map.of("metadata", Map.of("finalizers", List.of())));
      scenario.things().delete("t");
      scenario.things().awaitAbsence("t");
      scenario.apply("t", "{names: [b, c], value: y}");

      try (RunningController _ = RunningController.start(proxy.kubeconfig())) {
        var thing = scenario.awaitReady("t");
        assertThat(scenario.value("t-two")).isEqualTo("y");
        assertThat(List.of(uid(scenario, "t-b"), uid(scenario, "t-one")))
            .as("taken over, not made anew")
            .isEqualTo(uids);
        assertThat(
                JsonTree.textAt(
                    scenario.configMaps().get("t-b"),
                    "metadata",
                    "labels",
                    "trellis.run/instance-uid"))
            .isEqualTo(JsonTree.textAt(thing, "metadata", "uid"));
        scenario.things().delete("t");
        scenario.things().awaitAbsence("t");
        assertThat(scenario.ownedConfigMaps())
            .as("for what no inventory names, marks alone speak: those delete nothing")
            .containsExactly("t-a");
        scenario.leave();
      }
    }
  }

  @Test
  void goesOnInTheMiddleOfADeletion(Sandbox sandbox) {
    try (var proxy = FaultProxy.inFrontOf(sandbox.controlPlane())) {
      Scenario scenario = new Scenario(sandbox, proxy);
      try (RunningController controller = RunningController.start(proxy.kubeconfig())) {
        scenario.serve(VALUE, TWO);
        scenario.apply("t", "value: x");
        scenario.awaitReady("t");
        hold(scenario, List.of("example.com/held"));
        scenario.things().delete("t");
        scenario.awaitReason("t", "DeleteBlocked");
        assertThat(controller.passes()).isPositive();
      }
      hold(scenario, List.of());
      proxy.forgetRequests();

      try (RunningController again = RunningController.start(proxy.kubeconfig())) {
        scenario.things().awaitAbsence("t");
        assertThat(scenario.ownedConfigMaps()).isEmpty();
        assertThat(scenario.writes()).containsExactly("delete configmaps t-one", "patch things t");
        assertThat(again.passes()).isPositive();
        scenario.leave();
      }
    }
  }

  private static void hold(Scenario scenario, List<String> finalizers) {
    scenario.configMaps().patch("t-two", Map.of("metadata", Map.of("finalizers", finalizers)));
  }

  private static String uid(Scenario scenario, String configMap) {
    return JsonTree.textAt(scenario.configMaps().get(configMap), "metadata", "uid");
  }

  private static void awaitCounted(Scenario scenario, String summary) {
    scenario
        .graphs()
        .await(
            scenario.graph(),
            summary,
            graph -> JsonTree.textAt(graph, "status", "instances", "summary").equals(summary));
  }
}
