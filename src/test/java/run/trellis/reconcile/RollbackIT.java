package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

/** How a graph goes back to a revision, and forth again. */
class RollbackIT extends LiveController {

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String WIDER =
      "spec: {value: string | required=true, extra: string | default=none}";
  private static final String ONE =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}");
  private static final String TWO = configMap("two", "${schema.metadata.name}-two", "x");
  private static final String BROKEN = configMap("one", "${nobody.metadata.name}", "x");

  @Test
  void goesBackToARevisionAndForthAgain() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, ONE + TWO);
    scenario.awaitServing(2);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");

    scenario.pin(1L);

    var graph = scenario.awaitServing(1);
    assertThat(condition(graph, "Accepted", "status")).isEqualTo("True");
    assertThat(ready(graph, "status")).isEqualTo("True");
    assertThat(ready(graph, "message"))
        .isEqualTo(scenario.revision(1) + " serves instances, as spec.revision says");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one")));
    scenario
        .things()
        .await(
            "t",
            "reconciled with the first revision",
            thing ->
                JsonTree.textAt(thing, "status", "graph", "revision").equals(scenario.revision(1)));
    scenario.revisions().awaitCondition(scenario.revision(1), "Serving", "True");
    scenario.revisions().awaitCondition(scenario.revision(2), "Serving", "False");

    scenario.pin(null);

    scenario.awaitServing(2);
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one", "t-two")));
    assertThat(scenario.revisionNumbers()).containsExactly(1L, 2L);
  }

  @Test
  void namesTheRevisionsThatThereAre() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, ONE + TWO);
    scenario.awaitServing(2);
    scenario.pin(1L);
    scenario.awaitServing(1);

    scenario.pin(7L);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(JsonTree.listAt(graph, "status", "problems"))
        .containsExactly(
            Map.of(
                "code",
                "UnknownRevision",
                "path",
                "spec.revision",
                "message",
                "the graph has no revision 7",
                "hint",
                "there are 1, 2; leave the field out for the newest"));
    assertThat(ready(graph, "reason")).isEqualTo("RevisionFailed");
    assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(1));
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-one");
  }

  @Test
  void servesAPinnedRevisionWhateverIsWrittenBesideIt() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, BROKEN);
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "False");

    scenario.pin(1L);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("UnknownName");
    assertThat(JsonTree.listAt(graph, "status", "problems")).hasSize(1);
    assertThat(scenario.revisionNumbers()).containsExactly(1L);
  }

  @Test
  void goesBackOnlyIfInstancesSurvive() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(WIDER, ONE);
    scenario.awaitServing(2);

    scenario.pin(1L);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("BreakingChange");
    assertThat(condition(graph, "Accepted", "message"))
        .isEqualTo("spec.revision: revision 1: spec.schema.spec.extra: was removed");
    assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(2));

    scenario.allowBreakingChanges();

    scenario.awaitServing(1);
    assertThat(scenario.definition().toString()).doesNotContain("extra");
  }

  @Test
  void goesBackWithTheObjectsOfAGraphWithoutSchema() {
    String one = single("one", "x");
    scenario.applyWhole(scenario.graph(), "resources:\n" + one);
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
    scenario.applyWhole(scenario.graph(), "resources:\n" + one + single("two", "x"));
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("one", "two")));

    scenario.applyWhole(scenario.graph(), "resources:\n" + single("one", "\"${nobody.x}\""));

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Ready", "False");
    assertThat(ready(graph, "reason")).isEqualTo("RevisionFailed");
    assertThat(JsonTree.at(graph, "status", "graph", "revision")).isEqualTo(scenario.revision(2));
    scenario.configMaps().delete("two");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("one", "two")));

    scenario.pin(1L);

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("one")));
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
    scenario.awaitServing(1);
  }

  private static String single(String name, String value) {
    return """
      - id: %s
        template:
          apiVersion: v1
          kind: ConfigMap
          metadata: {name: %s, namespace: NAMESPACE}
          data: {value: %s}
    """
        .formatted(name, name, value);
  }
}
