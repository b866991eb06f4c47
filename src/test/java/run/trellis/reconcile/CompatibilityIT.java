package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Fault;

/** What becomes of a generated API when its graph changes, or somebody else changes it. */
class CompatibilityIT extends LiveController {

  private static final String BEFORE =
      """
      spec:
        value: string | required=true
        gone: string
        retyped: integer | default=1
        optional: string
        size: string | enum="small,large" default=small
        free: string
        code: string
        count: integer | minimum=1 maximum=10 default=5
        tags: '[]string | default=[]'
        limits: 'map[string]integer | default={}'
        fixed: string
      status:
        told: ${one.data.value}
        left: ${one.metadata.name}
      """;

  private static final String AFTER =
      """
      spec:
        value: string | required=true
        retyped: string | default=a
        optional: string | required=true
        fresh: string | required=true
        size: string | enum="small" default=small
        free: string | enum="a,b"
        code: string | pattern="[a-z]+"
        count: integer | minimum=2 maximum=9 default=5
        tags: '[]string | default=[] uniqueItems=true'
        limits: 'map[string]string | default={}'
        fixed: string | immutable=true
      status:
        told: ${one.metadata.labels}
      """;

  private static final List<String> PATHS =
      List.of(
          "spec.schema.spec.code",
          "spec.schema.spec.count",
          "spec.schema.spec.count",
          "spec.schema.spec.fixed",
          "spec.schema.spec.free",
          "spec.schema.spec.fresh",
          "spec.schema.spec.gone",
          "spec.schema.spec.limits.*",
          "spec.schema.spec.optional",
          "spec.schema.spec.retyped",
          "spec.schema.spec.size",
          "spec.schema.spec.tags",
          "spec.schema.status.left");

  private static final String ONE =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}");
  private static final String TWO = configMap("two", "${schema.metadata.name}-two", "x");

  @Test
  void tellsEveryChangeThatBreaksAndActivatesNothing() {
    scenario.serve(BEFORE, ONE);
    Object generation = JsonTree.at(scenario.definition(), "metadata", "generation");

    scenario.applyGraph(AFTER, ONE + TWO);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("BreakingChange");
    assertThat(condition(graph, "Established", "status")).isEqualTo("True");
    assertThat(JsonTree.listAt(graph, "status", "problems"))
        .extracting(problem -> JsonTree.textAt(problem, "path"))
        .containsAll(PATHS);
    assertThat(JsonTree.listAt(graph, "status", "problems"))
        .allSatisfy(
            problem ->
                assertThat(JsonTree.textAt(problem, "hint"))
                    .contains("trellis.run/allow-breaking-changes"));
    assertThat(JsonTree.at(scenario.definition(), "metadata", "generation")).isEqualTo(generation);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-one");
    assertThat(scenario.revisionNumbers()).containsExactly(1L);
  }

  @Test
  void letsThemThroughOnceTheGraphSaysSo() {
    scenario.serve(BEFORE, ONE);
    scenario.applyGraph(AFTER, ONE + TWO);
    scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");

    scenario.allowBreakingChanges();

    scenario.awaitServing(2);
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
    assertThat(scenario.definition().toString()).contains("fresh").doesNotContain("gone");
  }

  @Test
  void takesEveryOtherChangeToTheDefinition() {
    scenario.serve(BEFORE, ONE);

    scenario.applyGraph(
        """
        shortNames: [thg]
        categories: [all]
        metadata: {labels: {team: a}, annotations: {note: b}}
        additionalPrinterColumns: [{name: Value, type: string, jsonPath: .spec.value}]
        spec:
          value: string | required=true description="what it says"
          gone: string
          retyped: integer | default=2
          optional: string
          size: string | enum="small,large,huge" default=small
          free: string
          code: string
          count: integer | minimum=0 maximum=11 default=5
          tags: '[]string | default=[]'
          limits: 'map[string]integer | default={}'
          fixed: string
          extra: string | default=none
        status:
          told: ${one.data.value}
          left: ${one.metadata.name}
          more: ${one.metadata.namespace}
        """,
        ONE);

    scenario.awaitServing(2);
    var definition = scenario.definition();
    assertThat(JsonTree.at(definition, "metadata", "labels", "team")).isEqualTo("a");
    assertThat(JsonTree.at(definition, "metadata", "annotations", "note")).isEqualTo("b");
    assertThat(JsonTree.at(definition, "spec", "names", "shortNames")).isEqualTo(List.of("thg"));
    assertThat(JsonTree.at(definition, "spec", "names", "categories")).isEqualTo(List.of("all"));
    var version = JsonTree.listAt(definition, "spec", "versions").getFirst();
    assertThat(JsonTree.listAt(version, "additionalPrinterColumns"))
        .extracting(column -> JsonTree.textAt(column, "name"))
        .contains("Value");
    assertThat(definition.toString())
        .contains("what it says", "huge", "maximum=11", "extra", "more");
  }

  /** Going on with the same definition, less is asked than before. */
  @Test
  void takesRelaxedRulesToTheDefinition() {
    scenario.serve(AFTER, ONE);

    scenario.applyGraph(
        """
        spec:
          value: string
          retyped: string
          optional: string
          fresh: string
          size: string
          free: string
          code: string
          count: integer
          tags: '[]string | uniqueItems=true'
          limits: 'map[string]string'
          fixed: string
        status:
          told: ${one.metadata.labels}
        """,
        configMap("one", "${schema.metadata.name}-one", "\"${schema.spec?.value ?: 'none'}\""));

    scenario.awaitServing(2);
    assertThat(scenario.definition().toString()).doesNotContain("maximum=9", "[a-z]+", "oldSelf");
  }

  @Test
  void letsNothingThroughThatItCouldNotCompare() {
    scenario.serve(BEFORE, ONE);
    try (var unreadable =
        proxy
            .on(request -> request.isRead() && request.name().equals(scenario.definitionName()))
            .does(Fault.answer(503))) {
      scenario.applyGraph(AFTER, ONE);

      scenario.graphs().awaitCondition(scenario.graph(), "Established", "False");
      assertThat(unreadable.hits()).isPositive();
      assertThat(scenario.definition().toString()).doesNotContain("fresh");
    }
    scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
  }

  @Test
  void servesNothingThatTheServerRefuses() {
    scenario.serve(BEFORE, ONE);
    try (var refused =
        proxy
            .on(request -> request.isWrite() && request.name().equals(scenario.definitionName()))
            .does(Fault.answer(422))) {
      scenario.applyGraph(BEFORE.replace("default=5", "default=6"), ONE + TWO);

      var graph = scenario.graphs().awaitCondition(scenario.graph(), "Established", "False");
      assertThat(refused.hits()).isPositive();
      assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(1));
      scenario.apply("t", "value: x");
      scenario.awaitReady("t");
      assertThat(scenario.ownedConfigMaps()).containsExactly("t-one");
    }
    scenario.awaitServing(2);
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one", "t-two")));
  }

  @Test
  void putsBackWhatSomebodyEdited() {
    scenario.serve(BEFORE, ONE);
    var whole = scenario.definition();
    List<@Nullable Object> versions = JsonTree.listAt(whole, "spec", "versions");
    Map<String, @Nullable Object> version = new HashMap<>(JsonTree.mapAt(versions.getFirst()));
    version.put("additionalPrinterColumns", List.of());

    scenario
        .definitions()
        .patch(scenario.definitionName(), Map.of("spec", Map.of("versions", List.of(version))));

    awaitDefinition(
        "its columns again",
        definition -> versions.equals(JsonTree.at(definition, "spec", "versions")));
  }

  @Test
  void putsBackLabelsThatSomebodyTookOff() {
    scenario.serve(BEFORE, ONE);
    var labels = JsonTree.mapAt(scenario.definition(), "metadata", "labels");
    Map<String, @Nullable Object> none = new HashMap<>();
    labels.keySet().forEach(label -> none.put(label, null));

    scenario
        .definitions()
        .patch(scenario.definitionName(), Map.of("metadata", Map.of("labels", none)));

    awaitDefinition(
        "its labels again",
        definition -> JsonTree.mapAt(definition, "metadata", "labels").equals(labels));
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
  }

  @Test
  void putsBackWhatSomebodyDeleted() {
    scenario.serve(BEFORE, ONE);
    String uid = JsonTree.textAt(scenario.definition(), "metadata", "uid");

    scenario.definitions().delete(scenario.definitionName());

    awaitDefinition(
        "there again", definition -> !JsonTree.textAt(definition, "metadata", "uid").equals(uid));
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
  }

  private void awaitDefinition(String wanted, Predicate<Map<String, @Nullable Object>> test) {
    scenario.definitions().await(scenario.definitionName(), wanted, test);
  }
}
