package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.Fault;

/** What clusters do to controllers: namespaces go, backups are restored, watches fall silent. */
class HardTimesIT extends LiveController {

  private static final int EDITS = 1000;
  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String PAIR =
      configMap("one", "${schema.metadata.name}-one", "${schema.spec.value}")
          + configMap("two", "${schema.metadata.name}-two", "${one.data.value}");
  private static final String MANY =
      configMap("many", "${schema.metadata.name}-${name}", "${name}")
          + "  forEach: [{name: '${schema.spec.names}'}]\n";

  @Override
  String[] settings() {
    return new String[] {"trellis.cluster.watch-silence=3s", "trellis.operate.stale-after=1h"};
  }

  private String uid(String configMap) {
    return JsonTree.textAt(scenario.configMaps().get(configMap), "metadata", "uid");
  }

  private List<String> deletions() {
    return scenario.writes().stream().filter(write -> write.startsWith("delete")).toList();
  }

  /** An object as a backup has it: without what the server adds. */
  private static Map<String, @Nullable Object> backup(Map<String, @Nullable Object> object) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object, "metadata"));
    metadata
        .keySet()
        .retainAll(List.of("name", "namespace", "labels", "annotations", "finalizers"));
    Map<String, @Nullable Object> backup = new LinkedHashMap<>(object);
    backup.put("metadata", metadata);
    backup.remove("status");
    return backup;
  }

  @Test
  void finishesWhatABackupBroughtBack() {
    scenario.serve(VALUE, PAIR);
    scenario.apply("t", "value: x");
    var thing = backup(scenario.awaitReady("t"));
    List<Map<String, @Nullable Object>> children = new ArrayList<>();
    scenario
        .configMaps()
        .list("trellis.run/owned=true")
        .forEach(child -> children.add(backup(JsonTree.mapAt(child))));
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");

    children.forEach(child -> scenario.configMaps().create(child));
    String uid = uid("t-one");
    var restored = scenario.things().create(thing);

    scenario.awaitReady("t");
    assertThat(uid("t-one")).as("taken over, not replaced").isEqualTo(uid);
    assertThat(
            JsonTree.textAt(
                scenario.configMaps().get("t-two"),
                "metadata",
                "labels",
                "trellis.run/instance-uid"))
        .isEqualTo(JsonTree.textAt(restored, "metadata", "uid"));
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.ownedConfigMaps()).isEmpty();
  }

  @Test
  void deletesNothingOnAccountOfACacheThatIsStale() {
    scenario.serve(
        "spec: {names: '[]string | required=true', value: string | default=x}",
        MANY + configMap("beside", "beside", "${schema.spec.value}"));
    scenario.apply("t", "names: [a, b]");
    scenario.awaitReady("t");
    scenario.forget();
    try (var rule =
        proxy
            .on(request -> request.isWatch() && request.isOf("configmaps"))
            .does(Fault.answer(503))) {
      proxy.cutWatches(request -> request.isOf("configmaps"));
      await("longer than the watch may be silent")
          .atMost(Duration.ofSeconds(20))
          .until(() -> !controller.isFresh("ConfigMap"));

      scenario.apply("t", "{names: [b], value: y}");

      var thing =
          scenario
              .things()
              .await(
                  "t",
                  "in doubt",
                  it -> condition(it, "Reconciling", "message").contains("may be out of date"));
      assertThat(thing.toString()).contains("t-a");
      assertThat(scenario.value("beside")).as("applying goes on").isEqualTo("y");
      assertThat(deletions()).isEmpty();
      assertThat(rule.hits()).isPositive();
    }
    await().until(() -> scenario.ownedConfigMaps().equals(List.of("beside", "t-b")));
    assertThat(deletions()).containsExactly("delete configmaps t-a");
  }

  @Test
  void letsANamespaceGoAroundAnInstance() {
    scenario.serve(VALUE, PAIR);
    String namespace = scenario.sandbox().namespace() + "-gone";
    var kubectl = scenario.sandbox().kubectl();
    var namespaces = kubectl.resources("v1", "Namespace");
    namespaces.create(Map.of("metadata", Map.of("name", namespace)));
    var things = scenario.things().in(namespace);
    things.apply(Map.of("metadata", Map.of("name", "t"), "spec", Map.of("value", "x")));
    things.awaitCondition("t", "Ready", "True");
    scenario.apply("t", "value: x");

    namespaces.delete(namespace);

    namespaces.awaitAbsence(namespace);
    scenario.awaitReady("t");
    assertThat(scenario.ownedConfigMaps()).containsExactly("t-one", "t-two");
  }

  @Test
  void endsWithTheLastOfManyEdits() {
    scenario.serve(VALUE, PAIR);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.forget();

    String namespace = scenario.sandbox().namespace();
    // The edits take some ten seconds; on a quick machine a pass would be over before the next.
    try (var slow =
        proxy
            .on(
                request ->
                    request.isWrite()
                        && request.name().equals("t-one")
                        && request.namespace().equals(namespace))
            .does(new Fault.Delay(Duration.ofMillis(500)))) {
      IntStream.rangeClosed(1, EDITS)
          .forEach(
              edit -> scenario.things().patch("t", Map.of("spec", Map.of("value", "edit" + edit))));
      assertThat(slow.hits()).isPositive();
    }

    await().until(() -> scenario.value("t-two").equals("edit" + EDITS));
    var thing =
        scenario
            .things()
            .await(
                "t",
                "up to date",
                it -> Objects.equals(JsonTree.at(it, "status", "observedGeneration"), EDITS + 1L));
    assertThat(condition(thing, "Ready", "status")).isEqualTo("True");
    assertThat(scenario.writes().stream().filter("patch configmaps t-one"::equals))
        .as("many edits make one pass")
        .hasSizeLessThan(EDITS / 2);
    assertThat(scenario.reads()).isZero();
  }

  @Test
  void refusesWhatReplacedAnObjectAndTakesItsPlaceWhenThatIsGone() {
    scenario.serve(VALUE, PAIR);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    String namespace = scenario.sandbox().namespace();
    try (var rule =
        proxy
            .on(
                request ->
                    request.isWrite()
                        && request.name().equals("t-two")
                        && request.namespace().equals(namespace))
            .does(Fault.answer(503))) {
      scenario.configMaps().delete("t-two");
      await().until(() -> rule.hits() > 0);
      scenario
          .configMaps()
          .create(Map.of("metadata", Map.of("name", "t-two"), "data", Map.of("value", "theirs")));
    }
    scenario.awaitReason("t", "AlreadyExists");
    assertThat(scenario.value("t-two")).isEqualTo("theirs");

    scenario.configMaps().delete("t-two");
    scenario.awaitReady("t");
    assertThat(scenario.value("t-two")).isEqualTo("x");
  }

  @Test
  void leavesAloneWhatHasTheNameAndTheMarksOfAnObjectThatIsGone() {
    scenario.serve(VALUE, PAIR);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    hold("t-two", List.of("example.com/held"));
    scenario.things().delete("t");
    scenario.awaitReason("t", "DeleteBlocked");

    var copy = backup(scenario.configMaps().get("t-one"));
    copy.put("data", Map.of("value", "theirs"));
    scenario.configMaps().delete("t-one");
    scenario.configMaps().awaitAbsence("t-one");
    scenario.configMaps().create(copy);
    hold("t-two", List.of());

    scenario.things().awaitAbsence("t");
    assertThat(scenario.value("t-one")).as("another uid").isEqualTo("theirs");
    scenario.configMaps().delete("t-one");
  }

  private void hold(String configMap, List<String> finalizers) {
    scenario.configMaps().patch(configMap, Map.of("metadata", Map.of("finalizers", finalizers)));
  }

  @Test
  void leavesWhatAForgedInventoryNamesAlone() {
    scenario.serve(VALUE, PAIR);
    scenario.apply("t", "value: x");
    var thing = scenario.awaitReady("t");
    var foreign =
        scenario
            .configMaps()
            .create(
                Map.of("metadata", Map.of("name", "foreign"), "data", Map.of("value", "theirs")));
    List<Object> nodes = new ArrayList<>(JsonTree.listAt(thing, "status", "graph", "nodes"));
    Map<String, Object> entry =
        Map.of(
            "apiVersion", "v1",
            "kind", "ConfigMap",
            "namespace", scenario.sandbox().namespace(),
            "name", "foreign",
            "uid", JsonTree.textAt(foreign, "metadata", "uid"));
    nodes.add(Map.of("id", "forged", "state", "Ready", "objects", List.of(entry)));
    scenario.forget();

    scenario.things().patchStatus("t", Map.of("graph", Map.of("nodes", nodes)));

    scenario.things().await("t", "without the entry", it -> !it.toString().contains("foreign"));
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    assertThat(scenario.value("foreign")).isEqualTo("theirs");
    assertThat(deletions()).noneMatch(write -> write.contains("foreign"));
  }

  @Test
  void readsNothingToDeleteAHundredObjects() {
    scenario.serve("spec: {names: '[]string | required=true'}", MANY);
    scenario.apply("t", "names: " + IntStream.range(0, 100).mapToObj(i -> "n" + i).toList());
    scenario.awaitReady("t");
    scenario.forget();

    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");

    assertThat(scenario.writes()).hasSize(101);
    assertThat(scenario.requests().stream().filter(ApiRequest::isRead)).isEmpty();
  }
}
