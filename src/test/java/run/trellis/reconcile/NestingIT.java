package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;
import static run.trellis.reconcile.Scenario.state;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

/** Graphs in graphs, and kinds that come with the graph which uses them. */
class NestingIT extends LiveController {

  private static final String INNER =
      """
      schema:
        apiVersion: v1
        group: GROUP
        kind: Inner
        spec: {value: string | required=true, gate: string | required=true}
        status: {said: "${one.data.value}"}
      resources:
        - id: gate
          externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.spec.gate}"}}
        - id: one
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.metadata.name}-inner"}
            data: {value: "${schema.spec.value} ${gate.data.value}"}
      """;

  private static final String OUTER =
      """
      - id: inner
        template:
          apiVersion: GROUP/v1
          kind: Inner
          metadata: {name: "${schema.metadata.name}"}
          spec: {value: "${schema.spec.value}", gate: "${schema.metadata.name}-gate"}
      """
          + configMap("after", "${schema.metadata.name}-after", "${inner.status.said}");

  private String inner() {
    return scenario.graph() + "-inner";
  }

  private void gate(String name) {
    scenario
        .configMaps()
        .create(Map.of("metadata", Map.of("name", name), "data", Map.of("value", "open")));
  }

  @Test
  void waitsForAnInstanceOfAnotherGraphUntilThatIsReady() {
    scenario.applyWhole(inner(), INNER);
    scenario.graphs().awaitCondition(inner(), "Ready", "True");
    scenario.serve("spec: {value: string | required=true}", OUTER);
    scenario.apply("t", "value: x");

    var waiting =
        scenario
            .things()
            .await("t", "waiting for the inner one", it -> ready(it, "message").contains("t-gate"));
    assertThat(ready(waiting, "message")).contains("after waits for inner");
    assertThat(state(waiting, "after")).isEqualTo("Waiting");
    assertThat(scenario.configMaps().find("t-after")).isEmpty();

    gate("t-gate");
    scenario.awaitReady("t");
    assertThat(scenario.value("t-after")).isEqualTo("x open");
    scenario.apply("t", "value: y");
    await().until(() -> scenario.value("t-after").equals("y open"));
    sendsNothingMore();

    scenario.forget();
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.writes())
        .containsExactly(
            "delete configmaps t-after",
            "delete inners t",
            "delete configmaps t-inner",
            "patch inners t",
            "patch things t");
  }

  /** Both say something of the inner instance; neither must take back what the other said. */
  private void sendsNothingMore() {
    await().until(() -> controller.isConverged(scenario.graph()));
    scenario.forget();
    long passes = controller.passes();
    scenario
        .things()
        .patch(
            "t",
            Map.of("metadata", Map.of("annotations", Map.of("trellis.run/reconcile-at", "1"))));
    await().until(() -> controller.passes() > passes);
    assertThat(scenario.requests()).isEmpty();
  }

  @Test
  void bringsAGraphAndAnInstanceOfIt() {
    gate("t-gate");
    String template = INNER.replace("${", "$${").indent(6);
    scenario.serve(
        "spec: {value: string | required=true}",
        OUTER
            + """
            - id: api
              template:
                apiVersion: trellis.run/v1alpha1
                kind: ResourceGraph
                metadata: {name: %s}
                spec:
            %s
            """
                .formatted(inner(), template));
    var graph = scenario.graphs().get(scenario.graph());
    assertThat(JsonTree.at(graph, "status", "topologicalOrder"))
        .isEqualTo(List.of("api", "inner", "after"));

    scenario.apply("t", "value: x");

    scenario.awaitReady("t");
    assertThat(scenario.value("t-after")).isEqualTo("x open");
    sendsNothingMore();
    scenario.forget();
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.writes())
        .containsExactly(
            "delete configmaps t-after",
            "delete inners t",
            "delete configmaps t-inner",
            "patch inners t",
            "patch things t");
    assertThat(scenario.graphs().find(inner())).isEmpty();
  }

  /** The definition of the kind Widget. */
  static final String WIDGETS =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: widgets.GROUP}
      spec:
        group: GROUP
        scope: Namespaced
        names: {kind: Widget, plural: widgets, singular: widget, listKind: WidgetList}
        versions:
          - name: v1
            served: true
            storage: true
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec: {type: object, properties: {size: {type: integer, default: 3}}}
      """;

  private static final String WIDGET =
      """
      - id: widget
        template:
          apiVersion: GROUP/v1
          kind: Widget
          metadata: {name: w, namespace: NAMESPACE}
          spec: {}
      - id: after
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: after, namespace: NAMESPACE}
          data: {value: "size ${widget.spec.size}"}
      """;

  @Test
  void bringsAKindAndObjectsOfIt() {
    scenario.applyWhole(
        scenario.graph(),
        "resources:\n" + WIDGET + "- id: widgets\n  template:\n" + WIDGETS.indent(4));

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");

    assertThat(JsonTree.at(graph, "status", "topologicalOrder"))
        .isEqualTo(List.of("widgets", "widget", "after"));
    assertThat(scenario.value("after")).isEqualTo("size 3");
    scenario.graphs().delete(scenario.graph());
    scenario.graphs().awaitAbsence(scenario.graph());
    assertThat(scenario.definitions().find("widgets." + scenario.sandbox().group())).isEmpty();
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  @Test
  void picksUpAKindThatComesLaterAndGoesOnWithoutOneThatWent() {
    scenario.serve("spec: {}", WIDGET + configMap("beside", "beside", "x"));
    scenario.apply("t", "{}");
    var thing =
        scenario
            .things()
            .await(
                "t",
                "waiting for the kind alone",
                it ->
                    ready(it, "reason").equals("KindMissing")
                        && state(it, "beside").equals("Ready"));
    assertThat(ready(thing, "message")).contains("after waits for widget").contains("Widget");

    scenario.sandbox().kubectl().apply(scenario.yaml(WIDGETS));
    scenario.awaitReady("t");
    assertThat(scenario.value("after")).isEqualTo("size 3");

    scenario.definitions().delete("widgets." + scenario.sandbox().group());
    scenario.awaitReason("t", "KindMissing");
    scenario.configMaps().patch("beside", Map.of("data", Map.of("value", "drifted")));
    await("the other nodes go on").until(() -> scenario.value("beside").equals("x"));
    assertThat(scenario.ownedConfigMaps()).contains("after");
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }
}
