package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import run.trellis.api.ApplySet;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/**
 * Switches a cluster over that kro 0.9 has worked on: definition, revision, API, instance and
 * objects as kro writes them, none of it by Trellis.
 */
@WithControlPlane
@ResourceLock(RunningController.LOCK)
class KroSwitchIT {

  private static final String VERSION = "v0.9.4";
  private static final String FINALIZER = "kro.run/finalizer";

  private FaultProxy proxy;
  private Sandbox sandbox;
  private Scenario scenario;
  private Map<String, @Nullable Object> definition = Map.of();
  private Map<String, @Nullable Object> instance = Map.of();

  @BeforeEach
  void leftByKro(ControlPlane controlPlane, Sandbox entered) {
    Installation.on(controlPlane);
    sandbox = entered;
    proxy = FaultProxy.inFrontOf(controlPlane.kubeconfig());
    scenario = new Scenario(entered, proxy);
    define();
    generate();
    instantiate();
    object("first", 1, "first");
    object("second", 2, "first!");
  }

  @AfterEach
  void leave() {
    proxy.close();
  }

  private Kubectl.Resources definitions() {
    return sandbox.kubectl().resources("kro.run/v1alpha1", "ResourceGraphDefinition").whenServed();
  }

  private Kubectl.Resources revisions() {
    return sandbox.kubectl().resources("internal.kro.run/v1alpha1", "GraphRevision").whenServed();
  }

  private String name() {
    return sandbox.namespace();
  }

  private static String text(Map<String, @Nullable Object> object, String... path) {
    return JsonTree.textAt(object, path);
  }

  private Map<String, @Nullable Object> spec() {
    return scenario.yaml(
        """
        schema:
          apiVersion: v1
          group: GROUP
          kind: Thing
          spec: {value: string}
          status: {second: "${second.data.value}"}
        resources:
        - id: first
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.metadata.name}-first"}
            data: {value: "${schema.spec.value}"}
        - id: second
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: "${schema.metadata.name}-second"}
            data: {value: "${first.data.value + '!'}"}
        """);
  }

  private void define() {
    definitions()
        .applyAs(
            "kro",
            Map.of(
                "metadata", Map.of("name", name(), "finalizers", List.of(FINALIZER)),
                "spec", spec()));
    definitions()
        .patchStatus(name(), Map.of("status", Map.of("state", "Active", "lastIssuedRevision", 1)));
    definition = definitions().get(name());
    Map<String, @Nullable Object> revision =
        scenario.yaml(
            """
            metadata:
              name: NAMESPACE-r00001
              finalizers: [%s]
              ownerReferences:
              - {apiVersion: kro.run/v1alpha1, kind: ResourceGraphDefinition, name: NAMESPACE,
                 uid: %s, controller: true, blockOwnerDeletion: true}
              labels:
                kro.run/owned: "true"
                kro.run/kro-version: %s
                kro.run/resource-graph-definition-id: %s
                kro.run/resource-graph-definition-name: NAMESPACE
                kro.run/graph-revision-hash: "0123456789abcdef"
            """
                .formatted(FINALIZER, uid(definition), VERSION, uid(definition)));
    revision.put(
        "spec",
        Map.of(
            "revision",
            1,
            "snapshot",
            Map.of("name", name(), "generation", 1, "spec", JsonTree.mapAt(definition, "spec"))));
    revisions().applyAs("kro", revision);
  }

  private static String uid(Map<String, @Nullable Object> object) {
    return text(object, "metadata", "uid");
  }

  /** As kro generates it: without what Trellis adds. */
  private void generate() {
    sandbox
        .kubectl()
        .apply(
            scenario.yaml(
                """
                apiVersion: apiextensions.k8s.io/v1
                kind: CustomResourceDefinition
                metadata:
                  name: things.GROUP
                  labels:
                    kro.run/owned: "true"
                    kro.run/kro-version: %s
                    kro.run/resource-graph-definition-id: %s
                    kro.run/resource-graph-definition-name: NAMESPACE
                spec:
                  group: GROUP
                  names: {kind: Thing, listKind: ThingList, plural: things, singular: thing}
                  scope: Namespaced
                  versions:
                  - name: v1
                    served: true
                    storage: true
                    subresources: {status: {}}
                    schema:
                      openAPIV3Schema:
                        type: object
                        properties:
                          apiVersion: {type: string}
                          kind: {type: string}
                          metadata: {type: object}
                          spec: {type: object, properties: {value: {type: string}}}
                          status:
                            type: object
                            properties:
                              state: {type: string}
                              second: {type: string}
                              conditions:
                                type: array
                                items: {type: object, x-kubernetes-preserve-unknown-fields: true}
                """
                    .formatted(VERSION, uid(definition))));
  }

  private void instantiate() {
    Kubectl.Resources things = scenario.things();
    scenario.apply("t", "value: first");
    KubeObject parent = KubeObject.of(things.get("t"));
    things.applyAs(
        "kro.run/labeller",
        Map.of(
            "metadata",
            Map.of(
                "name", "t",
                "finalizers", List.of(FINALIZER),
                "labels",
                    Map.of(
                        "kro.run/owned",
                        "true",
                        "kro.run/kro-version",
                        VERSION,
                        "kro.run/resource-graph-definition-id",
                        uid(definition),
                        "kro.run/resource-graph-definition-name",
                        name()))));
    things.applyAs(
        "kro.run/applyset-parent",
        Map.of(
            "metadata",
            Map.of(
                "name", "t",
                "labels", Map.of("applyset.kubernetes.io/id", ApplySet.id(parent)),
                "annotations",
                    Map.of(
                        "applyset.kubernetes.io/tooling",
                        "kro/" + VERSION,
                        "applyset.kubernetes.io/contains-group-kinds",
                        "ConfigMap"))));
    things.patchStatus("t", Map.of("status", Map.of("state", "ACTIVE", "second", "first!")));
    instance = things.get("t");
  }

  private void object(String node, int order, String value) {
    scenario
        .configMaps()
        .applyAs(
            "kro.run/applyset",
            scenario.yaml(
                """
                metadata:
                  name: t-%s
                  annotations: {internal.kro.run/apply-order: "%d"}
                  labels:
                    app.kubernetes.io/managed-by: kro
                    applyset.kubernetes.io/part-of: %s
                    kro.run/owned: "true"
                    kro.run/kro-version: %s
                    kro.run/instance-id: %s
                    kro.run/instance-name: t
                    kro.run/instance-namespace: NAMESPACE
                    kro.run/instance-group: GROUP
                    kro.run/instance-version: v1
                    kro.run/instance-kind: Thing
                    kro.run/node-id: %s
                data: {value: "%s"}
                """
                    .formatted(
                        node,
                        order,
                        ApplySet.id(KubeObject.of(instance)),
                        VERSION,
                        uid(instance),
                        node,
                        value)));
  }

  @Test
  void nothingIsTouchedAndAllGoesOn() {
    Map<String, @Nullable Object> first = scenario.configMaps().get("t-first");
    Map<String, @Nullable Object> second = scenario.configMaps().get("t-second");
    String crd = uid(scenario.definition());
    scenario.forget();

    try (RunningController _ = RunningController.start(proxy.kubeconfig())) {
      definitions().awaitCondition(name(), "Ready", "True");
      Map<String, @Nullable Object> thing = scenario.awaitReady("t");

      assertThat(scenario.writes()).noneMatch(write -> write.contains("configmaps"));
      assertThat(scenario.configMaps().get("t-first")).isEqualTo(first);
      assertThat(scenario.configMaps().get("t-second")).isEqualTo(second);
      assertThat(text(thing, "status", "state")).isEqualTo("ACTIVE");
      assertThat(uid(thing)).isEqualTo(uid(instance));
      assertThat(uid(scenario.definition())).isEqualTo(crd);
      assertThat(uid(definitions().get(name()))).isEqualTo(uid(definition));
      assertThat(JsonTree.listAt(thing, "metadata", "finalizers")).containsExactly(FINALIZER);
      assertThat(revisions().find(name() + "-r00002")).isEmpty();

      scenario.apply("t", "value: next");
      await().until(() -> scenario.value("t-second").equals("next!"));
      assertThat(uid(scenario.configMaps().get("t-second"))).isEqualTo(uid(second));

      scenario.things().delete("t");
      scenario.things().awaitAbsence("t");
      assertThat(scenario.configMaps().find("t-first")).isEmpty();
      definitions().delete(name());
      definitions().awaitAbsence(name());
      revisions().awaitAbsence(name() + "-r00001");
    }
  }

  @Test
  void whatIsBeingDeletedGoesWithItsObjects() {
    scenario.things().delete("t");
    scenario.forget();

    try (RunningController _ = RunningController.start(proxy.kubeconfig())) {
      scenario.things().awaitAbsence("t");

      assertThat(scenario.writes().stream().filter(write -> write.startsWith("delete configmaps")))
          .containsExactly("delete configmaps t-second", "delete configmaps t-first");
      definitions().delete(name());
      definitions().awaitAbsence(name());
      revisions().awaitAbsence(name() + "-r00001");
    }
  }
}
