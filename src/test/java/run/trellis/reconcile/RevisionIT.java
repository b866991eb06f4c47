package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Fault;

/** What is stored of a graph, and when. */
class RevisionIT extends LiveController {

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String WIDER =
      "spec: {value: string | required=true, extra: string | default=none}";
  private static final String ONE =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}");
  private static final String TWO = configMap("two", "${schema.metadata.name}-two", "x");
  private static final String BROKEN = configMap("one", "${nobody.metadata.name}", "x");

  @Test
  void storesWhatWasAccepted() {
    scenario.serve(VALUE, ONE);
    scenario.apply("t", "value: x");

    var thing = scenario.awaitReady("t");

    var graph = scenario.graphs().get(scenario.graph());
    var stored = scenario.revisions().awaitCondition(scenario.revision(1), "Serving", "True");
    assertThat(JsonTree.at(stored, "spec", "graph")).isEqualTo(scenario.graph());
    assertThat(JsonTree.at(stored, "spec", "revision")).isEqualTo(1L);
    assertThat(JsonTree.at(stored, "spec", "generation")).isEqualTo(1L);
    assertThat(JsonTree.at(stored, "spec", "snapshot")).isEqualTo(graph.get("spec"));
    assertThat(JsonTree.listAt(stored, "metadata", "ownerReferences"))
        .extracting(owner -> JsonTree.textAt(owner, "uid"))
        .containsExactly(JsonTree.textAt(graph, "metadata", "uid"));
    assertThat(condition(stored, "Valid", "status")).isEqualTo("True");
    assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(1));
    assertThat(JsonTree.at(graph, "status", "lastIssuedRevision")).isEqualTo(1L);
    assertThat(JsonTree.at(thing, "status", "graph", "revision")).isEqualTo(scenario.revision(1));
    assertThat(controller.bean(GraphRegistry.class).graph(scenario.graph()).orElseThrow())
        .satisfies(view -> assertThat(view.revision()).hasValue(scenario.revision(1)));
  }

  @Test
  void storesChangesAndNothingElse() {
    scenario.serve(VALUE, ONE + TWO);

    scenario.applyGraph(VALUE, TWO + ONE);
    awaitObserved();
    assertThat(scenario.revisionNumbers()).containsExactly(1L);

    scenario.applyGraph(VALUE, ONE);
    scenario.awaitServing(2);
    scenario.applyGraph(VALUE, ONE + TWO);
    scenario.awaitServing(3);

    await().until(() -> scenario.revisionNumbers().equals(List.of(1L, 2L, 3L)));
    scenario.revisions().awaitCondition(scenario.revision(3), "Serving", "True");
    scenario.revisions().awaitCondition(scenario.revision(2), "Serving", "False");
    scenario.revisions().awaitCondition(scenario.revision(1), "Serving", "False");
  }

  @Test
  void storesNothingThatIsNotSound() {
    scenario.serve(VALUE, ONE);

    scenario.applyGraph(VALUE, BROKEN);

    var graph = scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    assertThat(condition(graph, "Accepted", "reason")).isEqualTo("UnknownName");
    assertThat(condition(graph, "Established", "status")).isEqualTo("True");
    assertThat(ready(graph, "reason")).isEqualTo("RevisionFailed");
    assertThat(ready(graph, "message"))
        .contains("nobody")
        .endsWith(scenario.revision(1) + " goes on serving");
    assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(1));
    assertThat(scenario.revisionNumbers()).containsExactly(1L);
  }

  @Test
  void changesInAHandfulOfWrites() {
    scenario.serve(VALUE, ONE);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    awaitCounted();
    scenario.revisions().awaitCondition(scenario.revision(1), "Serving", "True");
    scenario.forget();

    scenario.applyGraph(WIDER, ONE + TWO);

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-one", "t-two")));
    scenario
        .things()
        .await(
            "t",
            "reconciled with the new revision",
            thing ->
                ready(thing, "status").equals("True")
                    && JsonTree.textAt(thing, "status", "graph", "revision")
                        .equals(scenario.revision(2)));
    await().until(() -> controller.isConverged(scenario.graph()));
    String status = "patch resourcegraphs/status " + scenario.graph();
    // Once for the revision; the others tell that the instance was not ready, and is again.
    assertThat(scenario.allWrites()).filteredOn(status::equals).hasSizeBetween(1, 3);
    assertThat(scenario.allWrites())
        .filteredOn(write -> !write.equals(status))
        .containsExactlyInAnyOrder(
            "patch customresourcedefinitions things." + scenario.sandbox().group(),
            "patch graphrevisions " + scenario.revision(2),
            "patch graphrevisions/status " + scenario.revision(2),
            "patch graphrevisions/status " + scenario.revision(1),
            "patch things/status t",
            "patch configmaps t-two",
            "patch things/status t");
  }

  @Test
  void usesNoNumberTwice() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, ONE + TWO);
    scenario.awaitServing(2);

    scenario.revisions().delete(scenario.revision(2));

    scenario.awaitServing(3);
    assertThat(scenario.revisionNumbers()).containsExactly(1L, 3L);
  }

  @Test
  void passesOverANumberThatIsTaken() {
    scenario.serve(VALUE, ONE);
    Map<String, @Nullable Object> other = new HashMap<>();
    other.put("metadata", Map.of("name", scenario.revision(2)));
    other.put(
        "spec", Map.of("revision", 1, "graph", "somebody", "generation", 1, "snapshot", Map.of()));
    proxy.stallWatches();
    scenario.revisions().create(other);
    scenario.applyGraph(VALUE, ONE + TWO);
    proxy.resumeWatches();

    scenario.awaitServing(3);

    assertThat(JsonTree.at(scenario.revisions().get(scenario.revision(2)), "spec", "graph"))
        .isEqualTo("somebody");
    scenario.revisions().delete(scenario.revision(2));
  }

  @Test
  void storesOnceEvenIfTheAnswerIsLost() {
    scenario.serve(VALUE, ONE);
    try (var lost =
        proxy
            .on(request -> request.isWrite() && request.isOf("graphrevisions"))
            .once()
            .does(new Fault.CutAfter())) {

      scenario.applyGraph(VALUE, ONE + TWO);

      scenario.awaitServing(2);
      assertThat(lost.hits()).isEqualTo(1);
      assertThat(scenario.revisionNumbers()).containsExactly(1L, 2L);
    }
  }

  @Test
  void servesNothingNewThatCannotBeStored() {
    scenario.serve(VALUE, ONE);
    try (var refused =
        proxy
            .on(request -> request.isWrite() && request.isOf("graphrevisions"))
            .does(Fault.answer(503))) {
      scenario.applyGraph(VALUE, ONE + TWO);

      var graph =
          scenario
              .graphs()
              .await(
                  scenario.graph(),
                  "not stored",
                  it -> condition(it, "Accepted", "reason").equals("RevisionFailed"));

      assertThat(refused.hits()).isPositive();
      assertThat(JsonTree.at(graph, "status", "revision")).isEqualTo(scenario.revision(1));
      assertThat(ready(graph, "message")).contains(scenario.revision(2), "goes on serving");
    }
    scenario.awaitServing(2);
  }

  @Test
  void takesOverWhatADeletedGraphLeftBehindOnPurpose() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, ONE + TWO);
    scenario.awaitServing(2);
    Map<String, @Nullable Object> unowned = new HashMap<>();
    unowned.put("ownerReferences", null);

    scenario.revisions().patch(scenario.revision(1), Map.of("metadata", unowned));

    scenario
        .revisions()
        .await(
            scenario.revision(1),
            "owned again",
            stored -> !JsonTree.listAt(stored, "metadata", "ownerReferences").isEmpty());
  }

  @Test
  void goWithTheirGraph() {
    scenario.serve(VALUE, ONE);

    scenario.graphs().delete(scenario.graph());

    scenario.graphs().awaitAbsence(scenario.graph());
    await().until(() -> scenario.revisionNumbers().isEmpty());
  }

  @Test
  void keepsTheDefinitionInOrderWhileAnEditIsBroken() {
    scenario.serve(VALUE, ONE);
    scenario.applyGraph(VALUE, BROKEN);
    scenario.graphs().awaitCondition(scenario.graph(), "Accepted", "False");
    String name = "things." + scenario.sandbox().group();
    String uid = JsonTree.textAt(scenario.definitions().get(name), "metadata", "uid");

    scenario.definitions().delete(name);

    scenario
        .definitions()
        .await(name, "created again", it -> !JsonTree.textAt(it, "metadata", "uid").equals(uid));
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
  }

  private void awaitObserved() {
    scenario
        .graphs()
        .await(
            scenario.graph(),
            "observed",
            graph ->
                Objects.equals(
                    JsonTree.at(graph, "status", "observedGeneration"),
                    JsonTree.at(graph, "metadata", "generation")));
  }

  private void awaitCounted() {
    scenario
        .graphs()
        .await(
            scenario.graph(),
            "counted",
            graph -> JsonTree.textAt(graph, "status", "instances", "summary").equals("1/1"));
  }
}
