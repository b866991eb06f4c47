package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.testing.ArgoHealth;
import run.trellis.testing.Installation;
import run.trellis.testing.KStatus;

/** What kubectl, and what tools by kstatus and Argo CD take instances and graphs for. */
class HealthConventionsIT extends LiveController {

  private static final String HOLD = "example.com/hold";
  private static final String SPEC = "spec: {divisor: integer | default=1}";
  private static final String RESOURCES =
      """
      - id: input
        externalRef:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: input}
      - id: one
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: "${schema.metadata.name}-one"}
          data:
            value: ${input.data.value}
            share: "${string(100 / schema.spec.divisor)}"
      """;

  @Test
  void anInstanceIsReadTheSameByAllOfThem() {
    scenario.serve(SPEC, RESOURCES);

    scenario.apply("t", "{}");
    var waiting = scenario.awaitReason("t", "ReferenceMissing");
    assertRead(waiting, KStatus.IN_PROGRESS, "Progressing");

    Map<String, Object> input = Map.of("metadata", Map.of("name", "input"), "data", data("a"));
    scenario.configMaps().create(input);
    kubectlWaits("thing." + scenario.sandbox().group() + "/t", "condition=Ready");
    assertRead(scenario.things().get("t"), KStatus.CURRENT, "Healthy");

    scenario.apply("t", "divisor: 0");
    var stalled = scenario.awaitReason("t", "ExpressionFailed");
    assertRead(stalled, KStatus.FAILED, "Degraded");
    assertThat(ArgoHealth.ofInstance(stalled).message()).isEqualTo(ready(stalled, "message"));

    scenario.apply("t", "divisor: 1");
    assertRead(scenario.awaitReady("t"), KStatus.CURRENT, "Healthy");
  }

  private static Map<String, Object> data(String value) {
    return Map.of("value", value);
  }

  private static void assertRead(
      Map<String, @Nullable Object> instance, KStatus byConvention, String byArgo) {
    assertThat(KStatus.of(instance)).as("%s", instance).isEqualTo(byConvention);
    assertThat(ArgoHealth.ofInstance(instance).status()).isEqualTo(byArgo);
  }

  private void kubectlWaits(String object, String condition) {
    Installation.kubectl(
        scenario.sandbox().controlPlane().kubeconfig(),
        "wait",
        "--for=" + condition,
        "--timeout=30s",
        "--namespace=" + scenario.sandbox().namespace(),
        object);
  }

  @Test
  void anInstanceThatNobodyHasLookedAtIsNotTakenForReady() {
    scenario.serve(SPEC, configMap("one", "${schema.metadata.name}-one", "x"));
    controller.close();
    try {
      scenario.apply("t", "{}");
      assertRead(scenario.things().get("t"), KStatus.IN_PROGRESS, "Progressing");
    } finally {
      controller = RunningController.start(proxy.kubeconfig());
    }
    scenario.awaitReady("t");
    controller.close();
    try {
      scenario.apply("t", "divisor: 2");
      assertRead(scenario.things().get("t"), KStatus.IN_PROGRESS, "Progressing");
    } finally {
      controller = RunningController.start(proxy.kubeconfig());
    }
  }

  @Test
  void aSuspendedInstanceAndOneThatGoesAreToldApart() {
    scenario.serve(SPEC, configMap("one", "${schema.metadata.name}-one", "x"));
    scenario.apply("t", "{}");
    scenario.awaitReady("t");

    Map<String, Object> suspended = Map.of("trellis.run/reconcile", "suspended");
    scenario.things().patch("t", Map.of("metadata", Map.of("annotations", suspended)));
    scenario
        .things()
        .await("t", "suspended", it -> ArgoHealth.ofInstance(it).status().equals("Suspended"));

    Map<String, Object> held = Map.of("metadata", Map.of("finalizers", List.of(HOLD)));
    scenario.configMaps().patch("t-one", held);
    scenario.things().delete("t");
    assertThat(KStatus.of(scenario.things().get("t"))).isEqualTo(KStatus.TERMINATING);
    scenario.configMaps().patch("t-one", Map.of("metadata", Map.of("finalizers", List.of())));
    scenario.things().awaitAbsence("t");
  }

  @Test
  void aGraphIsReadTheSameByAllOfThem() {
    scenario.serve(SPEC, configMap("one", "${schema.metadata.name}-one", "x"));
    kubectlWaits("resourcegraph/" + scenario.graph(), "condition=Ready");
    var served = scenario.graphs().get(scenario.graph());
    assertThat(KStatus.of(served)).isEqualTo(KStatus.CURRENT);
    assertThat(ArgoHealth.ofGraph(served).status()).isEqualTo("Healthy");

    scenario.applyGraph(SPEC, configMap("one", "${nobody.metadata.name}", "x"));
    var rejected = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(ArgoHealth.ofGraph(rejected).status()).isEqualTo("Degraded");
    assertThat(ArgoHealth.ofGraph(rejected).message()).contains("nobody");
    assertThat(KStatus.of(rejected)).isNotEqualTo(KStatus.CURRENT);
  }
}
