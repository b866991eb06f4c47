package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;
import static run.trellis.reconcile.Scenario.state;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

/** Conditions, collections, references and scopes, on a real API server. */
class NodesIT extends LiveController {

  private static final String NAMES = "spec: {names: '[]string | required=true'}";
  private static final String MANY =
      configMap("many", "${schema.metadata.name}-${name}", "${name}")
          + "  forEach: [{name: '${schema.spec.names}'}]\n";

  private void gate(String open) {
    scenario
        .configMaps()
        .apply(
            Map.of(
                "metadata", Map.of("name", "gate"), "data", Map.of("open", open, "state", "set")));
  }

  private List<String> deletions() {
    return scenario.writes().stream().filter(write -> write.startsWith("delete")).toList();
  }

  private String uid(String configMap) {
    return JsonTree.textAt(scenario.configMaps().get(configMap), "metadata", "uid");
  }

  @Test
  void neverDeletesBecauseAConditionFlaps() {
    scenario.serve(
        "spec: {}",
        """
        - id: gate
          externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: gate}}
          readyWhen: ["${gate.data.state == 'set'}"]
        """
            + configMap("gated", "gated", "x")
            + "  includeWhen: [\"${gate.data.open == 'yes'}\"]\n"
            + configMap("after", "after", "${gated.data.value}"));
    gate("yes");
    scenario.apply("t", "{}");
    scenario.awaitReady("t");
    String uid = uid("gated");
    scenario.forget();

    for (int flap = 0; flap < 5; flap++) {
      // The condition would be false, and the input is not ready; then it is gone; then as before.
      scenario.configMaps().patch("gate", Map.of("data", Map.of("open", "no", "state", "unset")));
      scenario.awaitReason("t", "ConditionFalse");
      scenario.configMaps().delete("gate");
      scenario.awaitReason("t", "ReferenceMissing");
      gate("yes");
      scenario.awaitReady("t");
    }

    assertThat(deletions()).isEmpty();
    assertThat(uid("gated")).isEqualTo(uid);
    gate("no");
    await("false for sure").until(() -> scenario.ownedConfigMaps().isEmpty());
    scenario.things().await("t", "both skipped", it -> state(it, "after").equals("Skipped"));
    assertThat(deletions()).containsExactly("delete configmaps after", "delete configmaps gated");
  }

  @Test
  void goesOnWithoutASkippedNodeWhereAbsenceIsAValue() {
    scenario.serve(
        "spec: {more: 'boolean | default=false'}",
        configMap("extra", "extra", "there")
            + "  includeWhen: [\"${schema.spec.more}\"]\n"
            + configMap("soft", "soft", "\"${extra?.data?.value ?: 'none'}\"")
            + configMap("hard", "hard", "${extra.data.value}"));
    scenario.apply("t", "{}");
    var thing = scenario.awaitReady("t");
    assertThat(scenario.value("soft")).isEqualTo("none");
    assertThat(state(thing, "hard")).isEqualTo("Skipped");

    scenario.apply("t", "more: true");
    await().until(() -> scenario.value("hard").equals("there"));
    assertThat(scenario.value("soft")).isEqualTo("there");
    scenario.apply("t", "more: false");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("soft")));
    await().until(() -> scenario.value("soft").equals("none"));
  }

  @Test
  void followsAListInWhateverItBecomes() {
    scenario.serve(NAMES + "\nstatus: {names: '${many.![metadata.name]}'}", MANY);
    scenario.apply("t", "names: [c, a, b]");
    var thing = scenario.awaitReady("t");
    assertThat(JsonTree.at(thing, "status", "names")).isEqualTo(List.of("t-c", "t-a", "t-b"));
    List<String> uids = List.of(uid("t-a"), uid("t-b"), uid("t-c"));

    scenario.forget();
    scenario.apply("t", "names: [a, b, c]");
    scenario
        .things()
        .await(
            "t",
            "in the new order",
            it -> List.of("t-a", "t-b", "t-c").equals(JsonTree.at(it, "status", "names")));
    assertThat(scenario.writes())
        .as("order is no content")
        .containsExactly("patch things/status t");

    scenario.forget();
    scenario.apply("t", "names: [a, b, b]");
    thing = scenario.awaitReason("t", "NameCollision");
    assertThat(ready(thing, "message")).contains("t-b");
    assertThat(JsonTree.listAt(thing, "status", "names")).as("what is there").hasSize(2);
    assertThat(deletions()).isEmpty();
    assertThat(List.of(uid("t-a"), uid("t-b"), uid("t-c"))).isEqualTo(uids);

    scenario.forget();
    scenario.apply("t", "names: [a, b]");
    scenario.awaitReady("t");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-a", "t-b")));
    assertThat(scenario.writes()).containsExactly("delete configmaps t-c", "patch things/status t");

    scenario.apply("t", "names: " + IntStream.range(0, 100_000).mapToObj(i -> "n" + i).toList());
    thing = scenario.awaitReason("t", "TooManyItems");
    assertThat(ready(thing, "message")).contains("100000").contains("1000");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-a", "t-b");

    scenario.apply("t", "names: []");
    await().until(() -> scenario.ownedConfigMaps().isEmpty());
    scenario.awaitReady("t");
  }

  @Test
  void deletesNothingOfAListThatIsNotThere() {
    scenario.serve(
        "spec: {}",
        """
        - id: source
          externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: source}}
        """
            + configMap("many", "many-${name}", "${name}")
            + "  forEach: [{name: \"${source.data['names'].split(',')}\"}]\n");
    scenario
        .configMaps()
        .create(Map.of("metadata", Map.of("name", "source"), "data", Map.of("names", "a,b")));
    scenario.apply("t", "{}");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.configMaps().replace(Map.of("metadata", Map.of("name", "source"), "data", Map.of()));
    scenario.awaitReason("t", "ExpressionPending");
    scenario.configMaps().delete("source");
    scenario.awaitReason("t", "ReferenceMissing");

    assertThat(deletions()).isEmpty();
    assertThat(scenario.ownedConfigMaps()).containsExactly("many-a", "many-b");
    scenario
        .configMaps()
        .create(Map.of("metadata", Map.of("name", "source"), "data", Map.of("names", "b")));
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("many-b")));
  }

  @Test
  void namesThatNothingCanHaveHoldUpNothingElse() {
    scenario.serve(NAMES, MANY);
    scenario.apply("t", "names: [a, 'no name', ../../secrets/x]");
    scenario.awaitReason("t", "ApplyInvalid");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-a")));

    scenario.apply("t", "names: [b]");

    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-b")));
    await()
        .untilAsserted(
            () ->
                assertThat(JsonTree.listAt(scenario.awaitReady("t"), "status", "graph", "nodes"))
                    .singleElement()
                    .asString()
                    .contains("t-b")
                    .doesNotContain("secrets", "no name"));
    scenario.apply("t", "names: [a, ../../secrets/x]");
    scenario.awaitReason("t", "ApplyInvalid");
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  @Test
  void makesACollectionOfOtherCollections() {
    scenario.serve(
        NAMES + "\nstatus: {all: '${cross.![metadata.name]}'}",
        MANY
            + configMap("cross", "${one.metadata.name}-${two.metadata.name}", "${two.data.value}")
            + "  forEach: [{one: '${many}'}, {two: '${many}'}]\n");
    scenario.apply("t", "names: [a, b]");

    var thing = scenario.awaitReady("t");

    assertThat(JsonTree.at(thing, "status", "all"))
        .isEqualTo(List.of("t-a-t-a", "t-a-t-b", "t-b-t-a", "t-b-t-b"));
    scenario.forget();
    scenario.apply("t", "names: [b]");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-b", "t-b-t-b")));
    assertThat(deletions())
        .as("what was made from an object goes before it")
        .hasSize(4)
        .last()
        .isEqualTo("delete configmaps t-a");
  }

  @Test
  void readsWhatALabelFindsWhenAllOfItIsReady() {
    scenario.serve(
        "spec: {}",
        """
        - id: found
          externalRef:
            apiVersion: v1
            kind: ConfigMap
            metadata:
              namespace: "${schema.metadata.namespace}"
              selector: {matchLabels: {pick: "yes"}}
          readyWhen: ["${found.size() >= 2}", "${each.data.state == 'set'}"]
        """
            + configMap("sum", "sum", "\"${found.![metadata.name].join(' ')}\""));
    scenario.apply("t", "{}");
    scenario.awaitReason("t", "ConditionFalse");
    picked("b", "set");
    picked("a", "unset");
    var thing =
        scenario.things().await("t", "waiting for a", it -> ready(it, "message").contains("/a"));
    assertThat(ready(thing, "message")).contains("sum waits for found").contains("each.data.state");
    assertThat(scenario.configMaps().find("sum")).isEmpty();

    picked("a", "set");
    scenario.awaitReady("t");
    assertThat(scenario.value("sum")).isEqualTo("a b");
    picked("c", "set");
    await().until(() -> scenario.value("sum").equals("a b c"));
    scenario.configMaps().delete("a");
    await().until(() -> scenario.value("sum").equals("b c"));
  }

  private void picked(String name, String state) {
    scenario
        .configMaps()
        .apply(
            Map.of(
                "metadata",
                Map.of("name", name, "labels", Map.of("pick", "yes")),
                "data",
                Map.of("state", state)));
  }

  @Test
  void servesInstancesOutsideOfNamespaces() {
    scenario.applyWhole(
        scenario.graph(),
        """
        schema: {apiVersion: v1, group: GROUP, kind: Thing, scope: Cluster, spec: {zone: string | required=true}}
        resources:
          - id: role
            template: {apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: "${schema.metadata.name}-role"}}
          - id: note
            template:
              apiVersion: v1
              kind: ConfigMap
              metadata: {name: "${schema.metadata.name}-note", namespace: NAMESPACE}
              data: {value: "${schema.spec.zone} ${role.metadata.name}"}
        """);
    scenario.graphs().awaitCondition(scenario.graph(), "Ready", "True");
    String name = "t-" + scenario.sandbox().namespace();
    scenario.apply(name, "zone: eu");

    scenario.awaitReady(name);

    assertThat(scenario.value(name + "-note")).isEqualTo("eu " + name + "-role");
    scenario.things().delete(name);
    scenario.things().awaitAbsence(name);
    assertThat(scenario.ownedConfigMaps()).isEmpty();
    assertThat(
            scenario
                .sandbox()
                .kubectl()
                .resources("rbac.authorization.k8s.io/v1", "ClusterRole")
                .find(name + "-role"))
        .isEmpty();
  }
}
