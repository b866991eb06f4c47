package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;
import static run.trellis.reconcile.Scenario.state;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

class InstanceIT extends LiveController {

  private static final String TRIO =
      configMap("first", "${schema.metadata.name}-first", "${schema.spec.value}")
          + configMap("second", "${schema.metadata.name}-second", "${first.data.value}!")
          + configMap("third", "${schema.metadata.name}-third", "${second.data.value}!");
  private static final String VALUE = "spec: {value: string | required=true}";

  @Test
  void letsValuesFlowFromObjectToObjectAndToStatus() {
    scenario.serve(VALUE + "\nstatus: {last: '${third.data.value}'}", TRIO);

    scenario.apply("t", "value: hello");
    var thing = scenario.awaitReady("t");

    assertThat(scenario.value("t-third")).isEqualTo("hello!!");
    assertThat(JsonTree.at(thing, "status", "last")).isEqualTo("hello!!");
    assertThat(JsonTree.at(thing, "status", "observedGeneration")).isEqualTo(1L);
  }

  @Test
  void followsAnEditOfTheInstance() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: one");
    scenario.awaitReady("t");

    scenario.apply("t", "value: two");

    await().until(() -> scenario.value("t-third").equals("two!!"));
  }

  @Test
  void convergesAChainOfTenInOnePassWithoutAnyRead() {
    scenario.serve(VALUE, chain(10));
    scenario.forget();

    scenario.apply("t", "value: x");
    scenario.awaitReady("t");

    assertThat(scenario.writes()).hasSizeLessThanOrEqualTo(13);
    assertThat(scenario.reads()).isZero();
    assertThat(scenario.writes().subList(0, 3))
        .as("what is about to be created is written down first")
        .containsExactly("patch things t", "patch things/status t", "patch configmaps t-0");
  }

  private static String chain(int length) {
    return configMap("n0", "${schema.metadata.name}-0", "${schema.spec.value}")
        + IntStream.range(1, length)
            .mapToObj(
                number ->
                    configMap(
                        "n" + number,
                        "${schema.metadata.name}-" + number,
                        "${n" + (number - 1) + ".data.value}"))
            .collect(Collectors.joining());
  }

  @Test
  void sendsNothingForAnInstanceThatIsAsItShouldBe() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    long passes = controller.passes();
    scenario.forget();

    scenario.things().patch("t", annotated("trellis.run/reconcile-at", "now"));

    await().until(() -> controller.passes() > passes);
    assertThat(scenario.requests()).isEmpty();
  }

  private static Map<String, Object> annotated(String name, String value) {
    return Map.of("metadata", Map.of("annotations", Map.of(name, value)));
  }

  @Test
  void putsRightWithOneWriteWhatSomebodyChanged() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.configMaps().patch("t-third", Map.of("data", Map.of("value", "drifted")));

    await().until(() -> scenario.value("t-third").equals("x!!"));
    await().until(() -> !scenario.writes().isEmpty());
    assertThat(scenario.writes()).containsExactly("patch configmaps t-third");
  }

  @Test
  void createsAgainWhatSomebodyDeleted() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    String uid = JsonTree.textAt(scenario.configMaps().get("t-second"), "metadata", "uid");

    scenario.configMaps().delete("t-second");

    var again =
        scenario
            .configMaps()
            .await(
                "t-second",
                "another object",
                object -> !JsonTree.textAt(object, "metadata", "uid").equals(uid));
    String now = JsonTree.textAt(again, "metadata", "uid");
    scenario
        .things()
        .await("t", "the new uid in the inventory", thing -> thing.toString().contains(now));
  }

  @Test
  void leavesFieldsOfOthersAlone() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.configMaps().patch("t-first", Map.of("data", Map.of("other", "mine")));
    scenario.configMaps().patch("t-second", Map.of("data", Map.of("value", "drifted")));

    await().until(() -> scenario.value("t-second").equals("x!"));
    assertThat(JsonTree.at(scenario.configMaps().get("t-first"), "data", "other"))
        .isEqualTo("mine");
    assertThat(scenario.writes()).containsExactly("patch configmaps t-second");
  }

  @Test
  void deletesInReverseOrderWithOneWriteForEachObject() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");

    assertThat(scenario.writes())
        .containsExactly(
            "delete configmaps t-third",
            "delete configmaps t-second",
            "delete configmaps t-first",
            "patch things t");
    assertThat(scenario.reads()).isZero();
  }

  @Test
  void waitsForWhatAFinalizerHoldsAndNamesIt() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.configMaps().patch("t-third", finalizers(List.of("example.com/held")));

    scenario.things().delete("t");

    var thing = scenario.awaitReason("t", "DeleteBlocked");
    String since =
        JsonTree.textAt(scenario.configMaps().get("t-third"), "metadata", "deletionTimestamp");
    assertThat(ready(thing, "message"))
        .contains("t-third")
        .contains("example.com/held since " + since);
    assertThat(scenario.ownedConfigMaps())
        .as("what the held object depends on stays")
        .containsExactly("t-first", "t-second", "t-third");
    scenario.configMaps().patch("t-third", finalizers(List.of()));
    scenario.things().awaitAbsence("t");
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  private static Map<String, Object> finalizers(List<String> finalizers) {
    return Map.of("metadata", Map.of("finalizers", finalizers));
  }

  @Test
  void letsAnInstanceGoWhoseFinalizerSomebodyElseWroteToo() {
    scenario.serve(VALUE, TRIO);
    scenario
        .things()
        .create(
            Map.of(
                "metadata",
                Map.of("name", "t", "finalizers", List.of("trellis.run/finalizer")),
                "spec",
                Map.of("value", "restored")));
    scenario.awaitReady("t");

    scenario.things().delete("t");

    scenario.things().awaitAbsence("t");
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  @Test
  void tellsAnInstanceFromTheOneOfTheSameNameBeforeIt() {
    scenario.serve(VALUE, TRIO);
    for (String value : List.of("one", "two", "three")) {
      scenario.apply("t", "value: " + value);
      scenario.awaitReady("t");
      assertThat(scenario.value("t-third")).isEqualTo(value + "!!");
      scenario.things().delete("t");
      scenario.things().awaitAbsence("t");
      assertThat(scenario.ownedConfigMaps()).isEmpty();
    }
  }

  @Test
  void keepsAFailingInstanceFromHarmingOthers() {
    scenario.serve(
        "spec: {name: string | required=true}", configMap("only", "${schema.spec.name}", "x"));

    scenario.apply("bad", "name: Not_A_Name");
    scenario.apply("good", "name: good");

    scenario.awaitReady("good");
    var bad = scenario.awaitReason("bad", "ApplyInvalid");
    assertThat(state(bad, "only")).isEqualTo("Failed");
    scenario.apply("bad", "name: mended");
    scenario.awaitReady("bad");
  }

  @Test
  void createsAndRemovesWithItsCondition() {
    scenario.serve(
        "spec: {mode: string | required=true}",
        configMap("always", "${schema.metadata.name}-always", "x")
            + configMap("extra", "${schema.metadata.name}-extra", "x")
            + "  includeWhen: [\"${schema.spec.mode == 'full'}\"]\n");
    scenario.apply("t", "mode: small");
    var thing = scenario.awaitReady("t");
    assertThat(state(thing, "extra")).isEqualTo("Skipped");

    scenario.apply("t", "mode: full");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-always", "t-extra")));

    scenario.apply("t", "mode: small");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-always")));
  }

  @Test
  void growsAndShrinksACollection() {
    scenario.serve(
        "spec: {names: '[]string | required=true'}",
        configMap("each1", "${schema.metadata.name}-${name}", "${name}")
            + "  forEach: [{name: '${schema.spec.names}'}]\n");
    scenario.apply("t", "names: [a, b]");
    scenario.awaitReady("t");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-a", "t-b");

    scenario.apply("t", "names: [b, c, d]");
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("t-b", "t-c", "t-d")));

    scenario.apply("t", "names: []");
    await().until(() -> scenario.ownedConfigMaps().isEmpty());
    scenario.awaitReady("t");
  }

  @Test
  void waitsForAReferenceAndFollowsIt() {
    scenario.serve(
        "spec: {ref: string | required=true}",
        """
        - id: platform
          externalRef:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.spec.ref}"}
        """
            + configMap("copy", "${schema.metadata.name}-copy", "${platform.data.value}"));
    scenario.apply("t", "ref: platform");
    var thing = scenario.awaitReason("t", "ReferenceMissing");
    assertThat(ready(thing, "message")).contains("copy waits for platform").contains("platform in");

    scenario
        .configMaps()
        .create(Map.of("metadata", Map.of("name", "platform"), "data", Map.of("value", "blue")));
    scenario.awaitReady("t");
    assertThat(scenario.value("t-copy")).isEqualTo("blue");

    scenario.configMaps().patch("platform", Map.of("data", Map.of("value", "green")));
    await().until(() -> scenario.value("t-copy").equals("green"));
  }

  @Test
  void appliesNothingWhileItIsSuspended() {
    scenario.serve(VALUE, TRIO);
    scenario.apply("t", "value: one");
    scenario.awaitReady("t");
    scenario.things().patch("t", annotated("trellis.run/reconcile", "suspended"));

    scenario.apply("t", "value: two");

    scenario.awaitReason("t", "Suspended");
    assertThat(scenario.value("t-first")).isEqualTo("one");
    scenario.things().patch("t", annotated("trellis.run/reconcile", "go"));
    await().until(() -> scenario.value("t-third").equals("two!!"));
  }
}
