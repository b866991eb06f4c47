package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

class GraphIT extends LiveController {

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String ONE =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}");
  private static final String BROKEN =
      configMap("one", "${nobody.metadata.name}", "\"first\\nand ${nobody.metadata.uid}\"");

  @Test
  void tellsWhatItMakesOfAGraph() {
    scenario.serve(
        VALUE, ONE + configMap("two", "${schema.metadata.name}-two", "${one.data.value}"));

    var graph = scenario.graphs().get(scenario.graph());

    assertThat(JsonTree.at(graph, "status", "topologicalOrder")).isEqualTo(List.of("one", "two"));
    assertThat(JsonTree.listAt(graph, "status", "nodes"))
        .contains(Map.of("id", "two", "type", "Managed", "dependsOn", List.of("one")));
    assertThat(condition(graph, "Accepted", "status")).isEqualTo("True");
    assertThat(condition(graph, "Established", "status")).isEqualTo("True");
  }

  @Test
  void countsItsInstances() {
    scenario.serve(VALUE, ONE);
    scenario.apply("a", "value: x");
    scenario.apply("b", "value: x");

    scenario
        .graphs()
        .await(
            scenario.graph(),
            "two instances ready",
            graph -> JsonTree.textAt(graph, "status", "instances", "summary").equals("2/2"));
  }

  @Test
  void namesWhoHoldsItsApi() {
    scenario.serve(VALUE, ONE);
    var held = List.of("example.com/held", "customresourcecleanup.apiextensions.k8s.io");
    scenario
        .definitions()
        .patch(scenario.definitionName(), Map.of("metadata", Map.of("finalizers", held)));

    scenario.graphs().delete(scenario.graph());

    var graph =
        scenario
            .graphs()
            .await(scenario.graph(), "held up", it -> ready(it, "reason").equals("DeleteBlocked"));
    String since = JsonTree.textAt(scenario.definition(), "metadata", "deletionTimestamp");
    assertThat(ready(graph, "message"))
        .contains(scenario.definitionName() + " is held by its finalizers example.com/held")
        .endsWith(" since " + since);
    scenario
        .definitions()
        .patch(scenario.definitionName(), Map.of("metadata", Map.of("finalizers", List.of())));
    scenario.graphs().awaitAbsence(scenario.graph());
  }

  @Test
  void keepsABrokenGraphFromHarmingOthers() {
    String broken = scenario.graph() + "-broken";
    scenario.applyWhole(
        broken, "{schema: {apiVersion: v1, group: GROUP, kind: Broken}, resources: []}");
    scenario.applyWhole(
        broken,
        "schema: {apiVersion: v1, group: GROUP, kind: Broken}\nresources:\n" + BROKEN.indent(2));
    scenario.serve(VALUE, ONE);
    scenario.apply("t", "value: x");

    scenario.awaitReady("t");

    var graph = scenario.graphs().awaitCondition(broken, "Accepted", "False");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("UnknownName");
    assertThat(JsonTree.listAt(graph, "status", "problems"))
        .as("each with its place in the text of its field")
        .extracting(
            problem -> JsonTree.textAt(problem, "path"),
            problem -> JsonTree.at(problem, "line"),
            problem -> JsonTree.at(problem, "column"))
        .containsExactly(
            tuple("spec.resources[0].template.data.value", 2L, 7L),
            tuple("spec.resources[0].template.metadata.name", 1L, 3L));
    scenario.graphs().delete(broken);
    scenario.graphs().awaitAbsence(broken);
  }

  @Test
  void goesOnServingWithTheLastSoundDefinition() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, BROKEN);
    scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");

    scenario.apply("t", "value: x");

    scenario.awaitReady("t");
    scenario.applyGraph(VALUE, ONE + configMap("two", "${schema.metadata.name}-two", "x"));
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one", "t-two")));
  }

  @Test
  void removesWhatAnEditTakesOutOfTheGraph() {
    scenario.serve(VALUE, ONE + configMap("two", "${schema.metadata.name}-two", "x"));
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");

    scenario.applyGraph(VALUE, ONE);

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one")));
    scenario
        .things()
        .await("t", "no trace of the node", thing -> !thing.toString().contains("t-two"));
  }

  @Test
  void neverTouchesADefinitionOfSomebodyElse() {
    var foreign =
        scenario.yaml(
            """
            metadata: {name: things.GROUP}
            spec:
              group: GROUP
              scope: Namespaced
              names: {plural: things, singular: thing, kind: Thing, listKind: ThingList}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema: {openAPIV3Schema: {type: object}}
            """);
    var before = scenario.definitions().create(foreign);

    scenario.applyGraph(VALUE, ONE);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("ApiConflict");
    assertThat(
            JsonTree.at(
                scenario.definitions().get(scenario.definitionName()), "metadata", "generation"))
        .isEqualTo(JsonTree.at(before, "metadata", "generation"));
    scenario.definitions().delete(scenario.definitionName());
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
  }

  @Test
  void letsTheOlderOfTwoGraphsHaveTheKind() {
    scenario.serve(VALUE, ONE);
    String younger = scenario.graph() + "-younger";
    scenario.applyWhole(
        younger, "{schema: {apiVersion: v1, group: GROUP, kind: Thing}, resources: []}");

    var refused = scenario.graphs().awaitCondition(younger, "Accepted", "False");
    assertThat(condition(refused, "Accepted", "reason")).isEqualTo("ApiConflict");

    scenario.graphs().delete(scenario.graph());
    scenario.graphs().awaitCondition(younger, "Ready", "True");
    scenario.graphs().delete(younger);
    scenario.graphs().awaitAbsence(younger);
  }

  @Test
  void waitsWithItsEndForThatOfItsInstances() {
    scenario.serve(VALUE, ONE);
    scenario.apply("t", "value: one");
    scenario.awaitReady("t");

    scenario.graphs().delete(scenario.graph());

    var graph =
        scenario
            .graphs()
            .await(
                scenario.graph(),
                "waiting for its instances",
                found -> ready(found, "reason").equals("InstancesLeft"));
    assertThat(ready(graph, "message")).contains("1");
    scenario.apply("t", "value: two");
    await("served to the end").until(() -> scenario.value("t-one").equals("two"));
    scenario.things().delete("t");
    scenario.graphs().awaitAbsence(scenario.graph());
    scenario.definitions().awaitAbsence(scenario.definitionName());
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  @Test
  void appliesTheObjectsOfAGraphWithoutSchemaItself() {
    scenario.applyWhole(
        scenario.graph(),
        """
        resources:
          - id: first
            template:
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: first, namespace: NAMESPACE}
              data: {value: x}
          - id: second
            template:
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: second, namespace: NAMESPACE}
              data: {value: "${first.data.value}"}
        """);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");

    assertThat(scenario.ownedConfigMaps()).containsExactly("first", "second");
    assertThat(Scenario.state(graph, "second")).isEqualTo("Ready");
    assertThat(condition(graph, "Accepted", "status")).isEqualTo("True");
    scenario.forget();
    scenario.graphs().delete(scenario.graph());
    scenario.graphs().awaitAbsence(scenario.graph());
    assertThat(scenario.writes())
        .containsExactly("delete configmaps second", "delete configmaps first");
  }
}
