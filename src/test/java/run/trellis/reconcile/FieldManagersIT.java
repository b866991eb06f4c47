package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/** Several who set fields of one object: before Trellis, beside it and against it. */
class FieldManagersIT extends LiveController {

  private static final String FORMER = "old-release";
  private static final String SPEC = "spec: {name: string | required=true}";
  private static final String ONLY = configMap("only", "${schema.spec.name}", "ours");

  /** As {@link Kubectl} says to be. */
  private static final String EDITOR = "trellis-tests";

  @Override
  String[] settings() {
    return new String[] {"trellis.reconcile.former-field-managers=" + FORMER};
  }

  private Object data(String configMap) {
    return JsonTree.mapAt(scenario.configMaps().get(configMap), "data");
  }

  private String managers(String configMap) {
    return JsonTree.listAt(scenario.configMaps().get(configMap), "metadata", "managedFields")
        .stream()
        .map(entry -> JsonTree.textAt(entry, "manager"))
        .sorted()
        .toList()
        .toString();
  }

  @Test
  void takesOverWhatAFormerManagerApplied() {
    scenario
        .configMaps()
        .applyAs(
            FORMER,
            Map.of(
                "metadata", Map.of("name", "x"),
                "data", Map.of("value", "theirs", "more", "y", "old", "z")));
    scenario.configMaps().patch("x", Map.of("data", Map.of("foreign", "stays")));
    scenario.serve(SPEC, ONLY + "      more: y\n  lifecycle: {adoption: IfUnowned}\n");
    scenario.forget();

    scenario.apply("t", "name: x");
    scenario.awaitReady("t");

    assertThat(data("x")).isEqualTo(Map.of("value", "ours", "more", "y", "foreign", "stays"));
    assertThat(managers("x")).isEqualTo(List.of("trellis", EDITOR).toString());
    assertThat(scenario.writes())
        .containsExactly(
            "patch things t",
            "patch things/status t",
            "patch configmaps x",
            "patch configmaps x",
            "patch configmaps x",
            "patch things/status t");
    assertThat(scenario.reads()).as("a look at what has the name").isEqualTo(1);

    scenario.applyGraph(SPEC, ONLY + "  lifecycle: {adoption: IfUnowned}\n");
    await().until(() -> data("x").equals(Map.of("value", "ours", "foreign", "stays")));
  }

  /** An object of the instance's, applied by a release that went by another name. */
  @Test
  void goesOnWhereAReleaseOfAnotherNameStopped() {
    scenario.serve(SPEC, ONLY + "      more: y\n");
    scenario.apply("t", "name: x");
    scenario.awaitReady("t");
    var entry =
        new LinkedHashMap<>(
            JsonTree.mapAt(
                JsonTree.listAt(scenario.configMaps().get("x"), "metadata", "managedFields")
                    .getFirst()));
    entry.put("manager", FORMER);

    scenario.configMaps().patch("x", Map.of("metadata", Map.of("managedFields", List.of(entry))));

    await().until(() -> managers("x").equals("[trellis]"));
    scenario.applyGraph(SPEC, ONLY);
    await().until(() -> data("x").equals(Map.of("value", "ours")));
  }

  private static final String DEPLOYMENT =
      """
      - id: app
        readyWhen: []
        template:
          apiVersion: apps/v1
          kind: Deployment
          metadata: {name: "${schema.spec.name}"}
          spec:
            selector: {matchLabels: {app: none}}
            template:
              metadata: {labels: {app: none}}
              spec: {containers: [{name: main, image: pause}]}
      """;

  private void scale(int replicas) {
    scenario
        .sandbox()
        .resources("apps/v1", "Deployment")
        .patch("app/scale", Map.of("spec", Map.of("replicas", replicas)));
  }

  private Object replicas() {
    return String.valueOf(
        JsonTree.at(
            scenario.sandbox().resources("apps/v1", "Deployment").get("app"), "spec", "replicas"));
  }

  @Test
  void leavesAFieldToWhoeverSetsItUnlessTheGraphDoes() {
    scenario.serve(SPEC, DEPLOYMENT);
    scenario.apply("t", "name: app");
    scenario.awaitReady("t");
    await().until(() -> controller.isConverged(scenario.graph()));
    scenario.forget();

    scale(3);
    scale(5);
    long passes = controller.passes();
    scenario
        .things()
        .patch(
            "t",
            Map.of("metadata", Map.of("annotations", Map.of("trellis.run/reconcile-at", "now"))));
    await().until(() -> controller.passes() > passes);
    await().until(() -> controller.isConverged(scenario.graph()));
    assertThat(scenario.requests()).isEmpty();
    assertThat(replicas()).isEqualTo("5");

    scenario.applyGraph(
        SPEC, DEPLOYMENT.replace("    selector:", "    replicas: 1\n      selector:"));
    await().until(() -> replicas().equals("1"));
    scenario.things().await("t", "of the new revision", it -> it.toString().contains("-r00002"));
    scenario.forget();
    await()
        .until(
            () -> {
              scale(7);
              return ready(scenario.things().get("t"), "reason").equals("FieldConflict");
            });
    assertThat(ready(scenario.things().get("t"), "message"))
        .contains(EDITOR + " (by scale) keeps changing spec.replicas, which this graph sets");
    assertThat(scenario.writes().stream().filter(write -> write.contains("deployments")))
        .as("a few repairs, then no more within the minute")
        .hasSize(3);
    assertThat(scenario.reads()).as("a look at who it is").isEqualTo(1);
  }

  @Test
  void doesNotFightForAFieldForEver() {
    scenario.serve(SPEC, ONLY);
    scenario.apply("t", "name: contested");
    scenario.awaitReady("t");
    scenario.forget();

    await()
        .until(
            () -> {
              scenario.configMaps().patch("contested", Map.of("data", Map.of("value", "theirs")));
              return ready(scenario.things().get("t"), "reason").equals("FieldConflict");
            });

    assertThat(ready(scenario.things().get("t"), "message"))
        .contains(EDITOR + " keeps changing data.value, which this graph sets");
    assertThat(scenario.writes().stream().filter(write -> write.contains("configmaps")))
        .as("a few repairs, then no more within the minute")
        .hasSize(3);
    assertThat(scenario.reads()).as("a look at who it is").isEqualTo(1);
  }

  @Test
  void doesNotCreateForEverWhatSomebodyDeletes() {
    scenario.serve(SPEC, ONLY);
    scenario.apply("t", "name: unwanted");
    scenario.awaitReady("t");
    scenario.forget();

    await()
        .until(
            () -> {
              scenario.configMaps().delete("unwanted");
              return ready(scenario.things().get("t"), "reason").equals("FieldConflict");
            });

    assertThat(ready(scenario.things().get("t"), "message")).contains("somebody keeps deleting it");
    assertThat(scenario.writes().stream().filter(write -> write.contains("configmaps"))).hasSize(3);
  }

  @Test
  void doesNotTellTheKeysOfASecret() {
    scenario.serve(
        SPEC,
        """
        - id: only
          template:
            apiVersion: v1
            kind: Secret
            metadata: {name: "${schema.spec.name}"}
            data: {hidden: eA==}
        """);
    scenario.apply("t", "name: secret");
    scenario.awaitReady("t");
    Kubectl.Resources secrets = scenario.sandbox().resources("v1", "Secret");

    await()
        .until(
            () -> {
              secrets.patch("secret", Map.of("data", Map.of("hidden", "eQ==")));
              return ready(scenario.things().get("t"), "reason").equals("FieldConflict");
            });

    assertThat(ready(scenario.things().get("t"), "message"))
        .contains(EDITOR + " keeps changing a field, which this graph sets")
        .doesNotContain("hidden");
  }
}
