package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.state;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;

/** What becomes of objects when a graph or an instance wants others than before. */
class ChangesIT extends LiveController {

  private static final String NAMED = "spec: {name: string | required=true}";
  private static final String PAIR =
      configMap("first", "${schema.spec.name}", "x")
          + configMap("second", "${schema.metadata.name}-second", "${first.metadata.uid}");

  private static final String ACCOUNT =
      """
      - id: first
        template:
          apiVersion: v1
          kind: ServiceAccount
          metadata: {name: "${schema.spec.name}"}
      """;

  /** The server cannot take writes of these objects as long as the rule holds. */
  private FaultProxy.Rule refusing(Predicate<ApiRequest> objects) {
    String namespace = scenario.sandbox().namespace();
    return proxy
        .on(objects.and(request -> request.isWrite() && request.namespace().equals(namespace)))
        .does(Fault.answer(503));
  }

  private List<String> deletions() {
    return scenario.writes().stream().filter(write -> write.startsWith("delete")).toList();
  }

  @Test
  void renamesByCreatingFirstAndDeletingAfter() {
    scenario.serve(NAMED, PAIR);
    scenario.apply("t", "name: old");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.apply("t", "name: new");

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("new", "t-second")));
    scenario.things().await("t", "without the old one", it -> !it.toString().contains("name=old"));
    assertThat(scenario.writes())
        .containsExactly(
            "patch things/status t",
            "patch configmaps new",
            "patch configmaps t-second",
            "delete configmaps old",
            "patch things/status t");
    assertThat(scenario.reads()).isZero();
  }

  /** The dependent is of another kind than both, so that nothing but the edge holds the old one. */
  @Test
  void keepsWhatOthersWereMadeFromUntilTheyAreMadeAnew() {
    String second =
        """
        - id: second
          template:
            apiVersion: v1
            kind: Secret
            metadata:
              name: ${schema.metadata.name}-second
              annotations: {made-from: "${first.metadata.uid}"}
        """;
    scenario.serve(NAMED, configMap("first", "${schema.spec.name}", "x") + second);
    scenario.apply("t", "name: old");
    scenario.awaitReady("t");
    scenario.forget();
    try (var rule = refusing(request -> request.name().equals("t-second"))) {
      scenario.applyGraph(NAMED, ACCOUNT + second);
      scenario.awaitReason("t", "ApplyUnavailable");
      await().until(() -> rule.hits() > 1);
      assertThat(deletions()).isEmpty();
      var thing = scenario.things().get("t");
      assertThat(state(thing, "first")).isEqualTo("Ready");
      assertThat(thing.toString()).contains("is kept until second, which was made from it");
    }
    scenario.awaitReady("t");
    scenario.configMaps().awaitAbsence("old");
    assertThat(deletions()).containsExactly("delete configmaps old");
    assertThat(scenario.sandbox().resources("v1", "ServiceAccount").find("old")).isPresent();
  }

  @Test
  void saysWhyItKeepsWhatAnotherNodeMayWant() {
    scenario.serve(NAMED, configMap("first", "${schema.spec.name}", "x"));
    scenario.apply("t", "name: old");
    scenario.awaitReady("t");

    scenario.applyGraph(
        NAMED,
        """
        - id: source
          externalRef: {apiVersion: v1, kind: Secret, metadata: {name: source}}
        """
            + configMap("second", "${source.metadata.labels['name']}", "x"));

    var thing =
        scenario
            .things()
            .await(
                "t",
                "kept",
                it ->
                    it.toString()
                        .contains(
                            "ConfigMap NAMESPACE/old is kept"
                                .replace("NAMESPACE", scenario.sandbox().namespace())));
    assertThat(thing.toString())
        .contains("old is kept until it is known what second comes to, which may want it");
    assertThat(state(thing, "first")).isEqualTo("Deleting");
    assertThat(scenario.ownedConfigMaps()).containsExactly("old");
    scenario
        .sandbox()
        .resources("v1", "Secret")
        .create(Map.of("metadata", Map.of("name", "source", "labels", Map.of("name", "new"))));
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("new")));
  }

  @Test
  void changesAKindByCreatingFirstAndDeletingAfter() {
    scenario.serve(NAMED, configMap("first", "${schema.spec.name}", "x"));
    scenario.apply("t", "name: same");
    scenario.awaitReady("t");
    scenario.forget();
    try (var rule = refusing(request -> request.isOf("serviceaccounts"))) {
      scenario.applyGraph(NAMED, ACCOUNT);
      scenario.awaitReason("t", "ApplyUnavailable");
      await().until(() -> rule.hits() > 1);
      assertThat(deletions()).as("the replacement is not there").isEmpty();
    }
    scenario.awaitReady("t");
    scenario.configMaps().awaitAbsence("same");
    await().until(() -> scenario.writes().getLast().equals("patch things/status t"));
    assertThat(deletions()).containsExactly("delete configmaps same");
  }

  @Test
  void changesAKindInAHandfulOfWrites() {
    scenario.serve(NAMED, configMap("first", "${schema.spec.name}", "x"));
    scenario.apply("t", "name: same");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.applyGraph(NAMED, ACCOUNT);

    scenario.configMaps().awaitAbsence("same");
    scenario
        .things()
        .await("t", "without the old one", it -> !it.toString().contains("kind=ConfigMap"));
    assertThat(scenario.writes())
        .containsExactly(
            "patch things t",
            "patch things/status t",
            "patch serviceaccounts same",
            "delete configmaps same",
            "patch things/status t");
    assertThat(scenario.reads()).isZero();
  }

  @Test
  void takesBackAFieldThatLeavesTheTemplateAndNoOther() {
    String one = configMap("only", "${schema.spec.name}", "x");
    scenario.serve(NAMED, one + "      more: y\n");
    scenario.apply("t", "name: only");
    scenario.awaitReady("t");
    scenario.configMaps().patch("only", Map.of("data", Map.of("foreign", "z")));
    scenario.forget();

    scenario.applyGraph(NAMED, one);

    var only =
        scenario
            .configMaps()
            .await("only", "without more", it -> JsonTree.at(it, "data", "more") == null);
    assertThat(JsonTree.at(only, "data")).isEqualTo(Map.of("value", "x", "foreign", "z"));
    scenario.things().await("t", "of the new revision", it -> it.toString().contains("-r00002"));
    assertThat(scenario.writes()).containsExactly("patch configmaps only", "patch things/status t");
  }

  @Test
  void letsGoOfWhatTheGraphOnlyReadsFromNowOn() {
    scenario.serve(NAMED, PAIR);
    scenario.apply("t", "name: shared");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.applyGraph(
        NAMED,
        """
        - id: first
          externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.spec.name}"}}
        """
            + configMap("second", "${schema.metadata.name}-second", "${first.metadata.uid}"));

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-second")));
    scenario.awaitReady("t");
    assertThat(deletions()).isEmpty();
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.value("shared")).isEqualTo("x");
  }

  @Test
  void deletesInstancesWhileTheirGraphIsEdited() {
    scenario.serve(NAMED, PAIR);
    List<String> names = List.of("one", "two", "three", "four");
    names.forEach(name -> scenario.apply(name, "name: x-" + name));
    names.forEach(scenario::awaitReady);

    for (String name : names) {
      // Renames what every instance has, broken in between.
      scenario.applyGraph(NAMED, PAIR.replace("${schema.spec.name}", "${nobody.metadata.name}"));
      scenario.things().delete(name);
      scenario.applyGraph(
          NAMED, PAIR.replace("${schema.spec.name}", "${schema.spec.name}-" + name));
    }

    names.forEach(scenario.things()::awaitAbsence);
    assertThat(scenario.ownedConfigMaps()).isEmpty();
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
  }

  @Test
  void prunesNothingWhileItIsSuspendedButCanBeDeleted() {
    scenario.serve(
        "spec: {names: '[]string | required=true'}",
        configMap("many", "${schema.metadata.name}-${name}", "${name}")
            + "  forEach: [{name: '${schema.spec.names}'}]\n");
    scenario.apply("t", "names: [a, b]");
    scenario.apply("u", "names: [a, b]");
    scenario.awaitReady("t");
    scenario.awaitReady("u");
    for (String name : List.of("t", "u")) {
      scenario.things().patch(name, annotated("trellis.run/reconcile", "suspended"));
      scenario.apply(name, "names: [b]");
      scenario
          .things()
          .await(
              name, "suspended", it -> condition(it, "Reconciling", "reason").equals("Suspended"));
    }
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-a", "t-b", "u-a", "u-b");

    scenario.things().delete("u");
    scenario.things().awaitAbsence("u");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-a", "t-b");
    scenario.things().patch("t", annotated("trellis.run/reconcile", "resumed"));
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-b")));
  }

  @Test
  void saysWhatHoldsAnObjectThatIsToGo() {
    scenario.serve(NAMED, PAIR);
    scenario.apply("t", "name: old");
    scenario.awaitReady("t");
    scenario
        .configMaps()
        .patch("old", Map.of("metadata", Map.of("finalizers", List.of("example.com/held"))));
    scenario.forget();

    scenario.apply("t", "name: new");

    var thing =
        scenario
            .things()
            .await(
                "t",
                "held up",
                it -> condition(it, "Reconciling", "reason").equals("DeleteBlocked"));
    String since =
        JsonTree.textAt(scenario.configMaps().get("old"), "metadata", "deletionTimestamp");
    assertThat(condition(thing, "Reconciling", "message"))
        .contains("old")
        .contains("example.com/held since " + since);
    assertThat(condition(thing, "Ready", "status"))
        .as("all that is wanted is there")
        .isEqualTo("True");
    scenario.configMaps().patch("old", Map.of("metadata", Map.of("finalizers", List.of())));
    scenario
        .things()
        .await("t", "done", it -> condition(it, "Reconciling", "status").equals("False"));
    assertThat(deletions()).containsExactly("delete configmaps old");
    assertThat(scenario.requests().stream().filter(ApiRequest::isRead)).isEmpty();
  }

  private static Map<String, Object> annotated(String name, String value) {
    return Map.of("metadata", Map.of("annotations", Map.of(name, value)));
  }
}
