package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/** How many requests definitions of the kro dialect take. */
class KroRequestsIT extends LiveController {

  /** A bit of everything: five objects of four resources, and two that are only read. */
  private static final String EVERYTHING =
      """
      - id: settings
        externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
        readyWhen: ["${settings.data.phase == 'up'}"]
      - id: peers
        externalRef:
          apiVersion: v1
          kind: ConfigMap
          metadata: {namespace: NAMESPACE, selector: "${{'matchLabels': {'pool': schema.spec.pool}}}"}
      - id: base
        readyWhen: ["${base.data.value != ''}"]
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: "${schema.metadata.name}-base"}
          data: {value: "${settings.data.phase + string(peers.size())}"}
      - id: part
        forEach: [{name: "${schema.spec.names}"}, {tier: "${['a', 'b'].slice(0, 1)}"}]
        readyWhen: ["${each.metadata.uid != ''}"]
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: "${schema.metadata.name}-${name}-${tier}"}
          data: {value: "${base.data.value}", gone: "${omit()}"}
      - id: left
        includeWhen: ["${schema.spec.?extra}"]
        template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-left"}}
      - id: last
        includeWhen: ["${schema.spec.names.all(n, n != '')}"]
        template:
          apiVersion: v1
          kind: Secret
          metadata: {name: "${schema.metadata.name}-last"}
          stringData: {names: "${part.map(p, p.metadata.name).join(',')}"}
      """;

  private static final String EVERYTHING_TOLD =
      "{names: \"${part.map(p, p.metadata.name)}\", nested: {base: \"${base.data.value}\"},"
          + " conditions: [\"${runtime.newCondition({type: 'Ready', status: last.metadata.uid != ''"
          + " ? 'True' : 'False'})}\"]}";

  @Test
  void aDefinitionWithEverythingTakesNoMoreRequests() {
    scenario.configMaps().apply(scenario.yaml("{metadata: {name: settings}, data: {phase: up}}"));
    scenario
        .configMaps()
        .apply(scenario.yaml("{metadata: {name: peer, labels: {pool: red}}, data: {a: b}}"));
    serve();
    // The first instance brings the watches of what is only read.
    scenario.apply("first", "{pool: red, names: []}");
    scenario.awaitReady("first");
    scenario.forget();

    scenario.apply("t", "{pool: red, names: [x, y, z]}");
    Map<String, @Nullable Object> thing = scenario.awaitReady("t");

    assertThat(scenario.writes()).hasSizeLessThanOrEqualTo(5 + 3);
    assertThat(scenario.reads()).isZero();
    assertThat(JsonTree.listAt(thing, "status", "names")).hasSize(3);
    assertThat(JsonTree.textAt(thing, "status", "nested", "base")).isEqualTo("up1");
    assertThat(scenario.configMaps().find("t-left")).isEmpty();
    scenario.forget();

    scenario
        .things()
        .patch("t", Map.of("metadata", Map.of("annotations", Map.of("example.com/a", "b"))));
    scenario.configMaps().patch("t-x-a", Map.of("data", Map.of("value", "changed")));
    await().until(() -> scenario.value("t-x-a").equals("up1"));
    assertThat(scenario.writes()).isEqualTo(List.of("patch configmaps t-x-a"));

    scenario.forget();
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.writes().stream().filter(write -> write.startsWith("delete"))).hasSize(5);
    assertThat(scenario.writes()).hasSizeLessThanOrEqualTo(5 + 3);
    assertThat(scenario.reads()).isZero();
    scenario
        .sandbox()
        .kubectl()
        .resources("kro.run/v1alpha1", "ResourceGraphDefinition")
        .delete(scenario.graph());
  }

  private void serve() {
    Map<String, @Nullable Object> spec =
        scenario.yaml(
            """
            schema:
              apiVersion: v1
              group: GROUP
              kind: Thing
              spec: {pool: string, names: '[]string', extra: boolean}
              status: %s
            resources:
            %s
            """
                .formatted(EVERYTHING_TOLD, EVERYTHING));
    Kubectl.Resources definitions =
        scenario
            .sandbox()
            .kubectl()
            .resources("kro.run/v1alpha1", "ResourceGraphDefinition")
            .whenServed();
    definitions.apply(Map.of("metadata", Map.of("name", scenario.graph()), "spec", spec));
    definitions.awaitCondition(scenario.graph(), "Ready", "True");
    scenario.things();
  }
}
