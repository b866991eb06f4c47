package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.api.JsonTree;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** Definitions of the second dialect, black box: what other tools see of them. */
@WithControlPlane
@ResourceLock(RunningController.LOCK)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KroIT {

  private static final String SPEC = "{value: 'string | required=true'}";

  private FaultProxy proxy;
  private RunningController controller;
  private Sandbox sandbox;
  private Scenario scenario;

  @BeforeAll
  void start(ControlPlane controlPlane) {
    Installation.on(controlPlane);
    proxy = FaultProxy.inFrontOf(controlPlane.kubeconfig());
    controller = RunningController.start(proxy.kubeconfig());
  }

  @BeforeEach
  void enter(Sandbox entered) {
    sandbox = entered;
    scenario = new Scenario(entered, proxy);
  }

  @AfterEach
  void leave() {
    if (scenario.definitions().find(scenario.definitionName()).isPresent()) {
      scenario.things().list().stream()
          .map(thing -> JsonTree.textAt(thing, "metadata", "name"))
          .forEach(
              name -> {
                scenario.things().delete(name);
                scenario.things().awaitAbsence(name);
              });
    }
    definitions().delete(name());
    definitions().awaitAbsence(name());
    scenario.definitions().delete(scenario.definitionName());
  }

  @AfterAll
  void stop() {
    controller.close();
    proxy.close();
  }

  private Kubectl.Resources definitions() {
    return sandbox.kubectl().resources("kro.run/v1alpha1", "ResourceGraphDefinition").whenServed();
  }

  private String name() {
    return sandbox.namespace();
  }

  private void define(String spec, String status, String resources) {
    Map<String, @Nullable Object> definition =
        scenario.yaml(
            """
            schema:
              apiVersion: v1
              group: GROUP
              kind: Thing
              spec: %s
              status: %s
            resources:
            %s
            """
                .formatted(spec, status, resources));
    definitions().apply(Map.of("metadata", Map.of("name", name()), "spec", definition));
  }

  private void serve(String spec, String status, String resources) {
    define(spec, status, resources);
    definitions().awaitCondition(name(), "Ready", "True");
    scenario.things();
  }

  private static String configMap(String id, String name, String value) {
    return """
    - id: %s
      template:
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: "%s"}
        data: {value: "%s"}
    """
        .formatted(id, name, value);
  }

  private static String pair() {
    return configMap("first", "${schema.metadata.name}-first", "${schema.spec.value}")
        + configMap("second", "${schema.metadata.name}-second", "${first.data.value + '!'}");
  }

  @Test
  void aDefinitionBecomesActive() {
    serve(SPEC, "{second: \"${second.data.value}\"}", pair());

    Map<String, @Nullable Object> definition = definitions().get(name());
    assertThat(JsonTree.textAt(definition, "status", "state")).isEqualTo("Active");
    assertThat(JsonTree.at(definition, "status", "topologicalOrder"))
        .isEqualTo(List.of("first", "second"));
    assertThat(JsonTree.at(definition, "status", "resources"))
        .isEqualTo(List.of(Map.of("id", "second", "dependencies", List.of(Map.of("id", "first")))));
    assertThat(JsonTree.at(definition, "status", "lastIssuedRevision")).isEqualTo(1L);
    for (String type :
        List.of("GraphRevisionsResolved", "GraphAccepted", "KindReady", "ControllerReady")) {
      assertThat(Scenario.condition(definition, type, "status")).as(type).isEqualTo("True");
    }
    assertThat(JsonTree.listAt(definition, "metadata", "finalizers"))
        .containsExactly("kro.run/finalizer");
    Map<String, @Nullable Object> revision =
        sandbox
            .kubectl()
            .resources("internal.kro.run/v1alpha1", "GraphRevision")
            .get(name() + "-r00001");
    assertThat(JsonTree.textAt(revision, "spec", "snapshot", "name")).isEqualTo(name());
    assertThat(JsonTree.textAt(revision, "metadata", "labels", "kro.run/owned")).isEqualTo("true");
  }

  @Test
  void theApiHasTheStatusAndColumnsThatToolsLookAt() {
    serve(SPEC, "{}", pair());

    Map<String, @Nullable Object> crd = scenario.definition();
    assertThat(JsonTree.textAt(crd, "metadata", "labels", "kro.run/resource-graph-definition-name"))
        .isEqualTo(name());
    Object version = JsonTree.listAt(crd, "spec", "versions").getFirst();
    assertThat(
            JsonTree.listAt(version, "additionalPrinterColumns").stream()
                .map(column -> JsonTree.textAt(column, "name")))
        .containsExactly("State", "Ready", "Age");
    assertThat(
            JsonTree.textAt(
                version,
                "schema",
                "openAPIV3Schema",
                "properties",
                "status",
                "properties",
                "state",
                "type"))
        .isEqualTo("string");
  }

  @Test
  void anInstanceBecomesActiveWithTheFewestWrites() {
    serve(SPEC, "{second: \"${second.data.value}\"}", pair());
    scenario.forget();

    scenario.apply("t", "value: hello");
    Map<String, @Nullable Object> thing = scenario.awaitReady("t");

    assertThat(scenario.writes()).hasSizeLessThanOrEqualTo(2 + 3);
    assertThat(scenario.reads()).isZero();
    assertThat(JsonTree.textAt(thing, "status", "state")).isEqualTo("ACTIVE");
    assertThat(JsonTree.textAt(thing, "status", "second")).isEqualTo("hello!");
    assertThat(JsonTree.at(thing, "status", "observedGeneration")).isNull();
    for (String type : List.of("InstanceManaged", "GraphResolved", "ResourcesReady")) {
      assertThat(Scenario.condition(thing, type, "status")).as(type).isEqualTo("True");
    }
    assertThat(JsonTree.mapAt(thing, "metadata", "labels"))
        .containsEntry("kro.run/resource-graph-definition-name", name())
        .containsKeys("kro.run/kro-version", "applyset.kubernetes.io/id");
    assertThat(JsonTree.mapAt(thing, "metadata", "annotations"))
        .containsEntry("applyset.kubernetes.io/contains-group-kinds", "ConfigMap")
        .containsEntry("applyset.kubernetes.io/additional-namespaces", "")
        .containsKey("internal.kro.run/applyset-inventory-hash");
    Map<String, @Nullable Object> second = scenario.configMaps().get("t-second");
    assertThat(JsonTree.mapAt(second, "metadata", "labels"))
        .containsEntry("kro.run/node-id", "second")
        .containsEntry("kro.run/instance-name", "t")
        .containsEntry("app.kubernetes.io/managed-by", "kro");
    assertThat(JsonTree.mapAt(second, "metadata", "annotations"))
        .containsEntry("internal.kro.run/apply-order", "2");
  }

  @Test
  void deletionTakesObjectsAlongInReverse() {
    serve(SPEC, "{}", pair());
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    scenario.forget();

    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");

    assertThat(scenario.writes().stream().filter(write -> write.startsWith("delete configmaps")))
        .containsExactly("delete configmaps t-second", "delete configmaps t-first");
    assertThat(scenario.configMaps().find("t-first")).isEmpty();
  }

  @Test
  void aSuspendedInstanceIsLeftAlone() {
    serve(SPEC, "{}", pair());
    scenario.apply("t", "value: one");
    scenario.awaitReady("t");
    scenario
        .things()
        .patch(
            "t",
            Map.of("metadata", Map.of("annotations", Map.of("kro.run/reconcile", "Disabled"))));
    scenario
        .things()
        .await(
            "t",
            "suspended",
            thing ->
                Scenario.condition(thing, "ResourcesReady", "reason")
                    .equals("ReconciliationSuspended"));

    scenario.apply("t", "value: two");
    scenario
        .things()
        .patch("t", Map.of("metadata", Map.of("annotations", Map.of("kro.run/reconcile", "on"))));

    await().until(() -> scenario.value("t-second").equals("two!"));
  }

  @Test
  void collectionsCarryTheirPlaces() {
    serve(
        "{values: '[]string'}",
        "{}",
        """
        - id: shard
          forEach: [{value: "${schema.spec.values}"}]
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.metadata.name + '-' + value}"}
            data: {value: "${value}"}
        """);
    scenario.apply("t", "values: [a, b]");
    scenario.awaitReady("t");

    scenario.apply("t", "values: [a, b, c]");
    await()
        .until(
            () ->
                JsonTree.textAt(
                        scenario.configMaps().find("t-a").orElse(Map.of()),
                        "metadata",
                        "labels",
                        "kro.run/collection-size")
                    .equals("3"));
    assertThat(
            JsonTree.textAt(
                scenario.configMaps().get("t-b"), "metadata", "labels", "kro.run/collection-index"))
        .isEqualTo("1");
  }

  @Test
  void objectsOfNobodyAreTakenOverAndThoseOfOthersRefused() {
    serve(SPEC, "{}", configMap("first", "${schema.metadata.name}-first", "${schema.spec.value}"));
    scenario.configMaps().apply(scenario.yaml("{metadata: {name: t-first}, data: {value: old}}"));
    scenario
        .configMaps()
        .apply(
            scenario.yaml(
                "{metadata: {name: u-first, labels: {applyset.kubernetes.io/part-of:"
                    + " applyset-x-v1}}, data: {value: old}}"));

    scenario.apply("t", "value: new");
    scenario.apply("u", "value: new");

    scenario.awaitReady("t");
    assertThat(scenario.value("t-first")).isEqualTo("new");
    scenario
        .things()
        .await("u", "refused", thing -> JsonTree.textAt(thing, "status", "state").equals("ERROR"));
    assertThat(scenario.value("u-first")).isEqualTo("old");
  }

  @Test
  void aBrokenEditLeavesInstancesRunning() {
    serve(SPEC, "{}", pair());
    scenario.apply("t", "value: one");
    scenario.awaitReady("t");

    define(SPEC, "{}", configMap("first", "${schema.metadata.name}", "${nowhere.data.value}"));
    Map<String, @Nullable Object> definition =
        definitions()
            .await(
                name(),
                "inactive",
                found -> JsonTree.textAt(found, "status", "state").equals("Inactive"));

    assertThat(Scenario.condition(definition, "GraphAccepted", "reason"))
        .isEqualTo("InvalidResourceGraph");
    assertThat(JsonTree.at(definition, "status", "topologicalOrder")).isNull();
    scenario.apply("t", "value: two");
    await().until(() -> scenario.value("t-second").equals("two!"));
  }

  @Test
  void conditionsOfTheAuthorTakeThePlaceOfTheBuiltInOnes() {
    String said =
        """
        {conditions: ["${runtime.newCondition({type: 'Said', status: first.data.said,
          reason: runtime.condition(schema, 'Ready').reason})}"]}
        """;
    serve(SPEC, said, pair());
    scenario.apply("t", "value: one");
    scenario.configMaps().await("t-second", "there", _ -> true);
    awaitState("t", "ACTIVE");
    assertThat(conditions("t")).as("what it reads is not there").isEmpty();

    say("True");
    Map<String, @Nullable Object> told = awaitSaid("True");
    assertThat(conditions("t")).containsExactly("Said");
    assertThat(Scenario.condition(told, "Said", "reason")).isEqualTo("Ready");

    String since = Scenario.condition(told, "Said", "lastTransitionTime");
    scenario.configMaps().patch("t-first", saying(null));
    scenario.apply("t", "value: two");
    await().until(() -> scenario.value("t-second").equals("two!"));
    Map<String, @Nullable Object> kept = scenario.things().get("t");
    assertThat(Scenario.condition(kept, "Said", "status")).isEqualTo("True");
    assertThat(Scenario.condition(kept, "Said", "lastTransitionTime")).isEqualTo(since);

    say("False");
    awaitSaid("False");

    serve(SPEC, "{second: \"${second.data.value}\"}", pair());
    scenario.awaitReady("t");
    assertThat(conditions("t"))
        .containsExactly("InstanceManaged", "GraphResolved", "ResourcesReady", "Ready");
  }

  private void awaitState(String name, String state) {
    scenario
        .things()
        .await(name, state, thing -> JsonTree.textAt(thing, "status", "state").equals(state));
  }

  private List<String> conditions(String name) {
    return JsonTree.listAt(scenario.things().get(name), "status", "conditions").stream()
        .map(condition -> JsonTree.textAt(condition, "type"))
        .toList();
  }

  private static Map<String, Object> saying(@Nullable String what) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("said", what);
    return Map.of("data", data);
  }

  /** Somebody else says something in an object of the instance. */
  private void say(String what) {
    scenario.configMaps().patch("t-first", saying(what));
  }

  private Map<String, @Nullable Object> awaitSaid(String status) {
    return scenario
        .things()
        .await(
            "t",
            "said " + status,
            thing -> Scenario.condition(thing, "Said", "status").equals(status));
  }

  @Test
  void anApiOutlivesItsDefinition() {
    serve(SPEC, "{}", pair());

    definitions().delete(name());
    definitions().awaitAbsence(name());

    assertThat(scenario.definitions().find(scenario.definitionName())).isPresent();
  }
}
