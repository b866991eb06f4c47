package run.trellis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.api.YamlDocument;
import run.trellis.testing.ApiFailure;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;

/**
 * Each sample does what its README says, under the rights that are shipped with Trellis and those
 * that are granted with the samples, and leaves nothing behind.
 */
class SamplesIT extends LiveSamples {

  @Test
  void aWebApplication() {
    serve("web-application");
    var applications = kubectl.resources("apps.example.com/v1alpha1", "WebApplication");
    var shops = applications.whenServed().in("team-a");
    kubectl.apply(Installation.file("samples/web-application/instance.yaml"));

    var shop = shops.awaitCondition("shop", "Ready", "True");
    assertThat(JsonTree.mapAt(shop, "status"))
        .containsEntry("availableReplicas", 2L)
        .containsEntry("endpoint", "shop.team-a.svc:80")
        .doesNotContainKey("host");
    assertThat(JsonTree.mapAt(inTeamA("v1", "ConfigMap").get("shop"), "data"))
        .isEqualTo(Map.of("GREETING", "Hello", "PORT", "80"));

    changesArrive(shops);
    handsOff(shops);

    shops.delete("shop");
    shops.awaitAbsence("shop");
    assertThat(inTeamA("apps/v1", "Deployment").list(OWNED)).isEmpty();
    assertThat(inTeamA("v1", "Service").list(OWNED)).isEmpty();
    assertThat(inTeamA("v1", "ConfigMap").list(OWNED)).isEmpty();
    remove("web-application", "webapplications.apps.example.com");
    kubectl.resources("v1", "Namespace").delete("team-a");
  }

  private void changesArrive(Kubectl.Resources shops) {
    var deployments = inTeamA("apps/v1", "Deployment");
    var ingresses = inTeamA("networking.k8s.io/v1", "Ingress");
    var before = deployments.get("shop");

    shops.patch("shop", Map.of("spec", Map.of("ingress", Map.of("enabled", true))));
    ingresses.awaitExistence("shop");
    shops.await("shop", "reached", it -> textAt(it, "status", "host").equals("shop.example.com"));
    assertThat(uid(deployments.get("shop"))).isEqualTo(uid(before));

    shops.patch("shop", Map.of("spec", Map.of("ingress", Map.of("enabled", false))));
    ingresses.awaitAbsence("shop");

    shops.patch("shop", Map.of("spec", Map.of("settings", Map.of("GREETING", "Salut"))));
    deployments.await("shop", "of other pods", it -> !settingsOf(it).equals(settingsOf(before)));
  }

  private void handsOff(Kubectl.Resources shops) {
    var deployments = inTeamA("apps/v1", "Deployment");
    var services = inTeamA("v1", "Service");
    var service = services.get("shop");

    deployments.patch("shop", Map.of("spec", Map.of("replicas", 7)));
    services.delete("shop");
    services.await("shop", "made anew", it -> !uid(it).equals(uid(service)));
    deployments.await(
        "shop", "scaled back", it -> Objects.equals(JsonTree.at(it, "spec", "replicas"), 2L));
    shops.awaitCondition("shop", "Ready", "True");

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> shops.patch("shop", Map.of("spec", Map.of("port", 70_000))))
        .satisfies(refusal -> assertThat(refusal.status()).isEqualTo(422));
  }

  @Test
  void aNamespaceForATeam() {
    serve("namespace-team");
    var teams = kubectl.resources("platform.example.com/v1alpha1", "Team").whenServed();
    kubectl.apply(Installation.file("samples/namespace-team/instance.yaml"));

    var blue = teams.awaitCondition("blue", "Ready", "True");
    assertThat(JsonTree.mapAt(blue, "status"))
        .containsEntry("namespace", "team-blue")
        .containsEntry("pods", "0 of 50")
        .containsEntry(
            "members", List.of("ada@example.com", "grace@example.com", "linus@example.com"));
    var bindings = kubectl.resources("rbac.authorization.k8s.io/v1", "RoleBinding").in("team-blue");
    assertThat(bindings.list(OWNED)).hasSize(3);

    var ada = Map.of("user", "ada@example.com", "role", "admin");
    teams.patch("blue", Map.of("spec", Map.of("members", List.of(ada))));
    teams.await(
        "blue",
        "of one member",
        it -> JsonTree.listAt(it, "status", "members").equals(List.of("ada@example.com")));
    assertThat(bindings.list(OWNED)).hasSize(1);

    var eve = Map.of("user", "eve@example.com", "role", "owner");
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> teams.patch("blue", Map.of("spec", Map.of("members", List.of(eve)))));

    teams.delete("blue");
    teams.awaitAbsence("blue");
    assertThat(kubectl.resources("v1", "Namespace").list(OWNED)).isEmpty();
    remove("namespace-team", "teams.platform.example.com");
  }

  @Test
  void objectsThatExistOnce() {
    serve("singleton");
    var configMaps = kubectl.resources("v1", "ConfigMap").in("platform");
    var cluster = uid(kubectl.resources("v1", "Namespace").get("kube-system"));

    assertThat(JsonTree.mapAt(configMaps.get("facts"), "data"))
        .containsEntry("cluster", cluster)
        .containsEntry("priorityClass", "business-critical");
    assertThat(textAt(configMaps.get("stage-prod"), "data", "host")).isEqualTo("prod.example.com");
    assertThat(textAt(configMaps.get("stage-dev"), "data", "bucket")).matches("dev-[0-9a-f]{8}");

    var graphs = graphs();
    graphs.delete("singleton");
    graphs.awaitAbsence("singleton");
    assertThat(kubectl.resources("v1", "Namespace").find("platform")).isEmpty();
    assertThat(kubectl.resources("scheduling.k8s.io/v1", "PriorityClass").list(OWNED)).isEmpty();
  }

  /** Every graph that the documentation shows is accepted by the API server and by Trellis. */
  @Test
  void graphsOfTheDocumentation() {
    var examples =
        DocumentationTests.graphs().filter(graph -> !graph.place().startsWith("samples")).toList();
    assertThat(examples).isNotEmpty();
    kubectl.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata:
          name: trellis-graph-documentation
          labels: {trellis.run/aggregate-to-controller: "true"}
        rules:
        - apiGroups: [hello.example.com, data.example.com, docs.example.com]
          resources: ["*"]
          verbs: [get, list, watch, patch, update]
        - apiGroups: ["", apps]
          resources: [configmaps, deployments, nodes, persistentvolumeclaims, serviceaccounts]
          verbs: [get, list, watch]
        """);
    for (var example : examples) {
      for (var document : YamlDocument.readAll(example.yaml())) {
        var name = textAt(kubectl.apply(document.tree()), "metadata", "name");
        graphs().awaitCondition(name, "Accepted", "True");
        graphs().delete(name);
        graphs().awaitAbsence(name);
      }
    }
  }

  private Kubectl.Resources inTeamA(String apiVersion, String kind) {
    return kubectl.resources(apiVersion, kind).in("team-a");
  }

  private static String settingsOf(Map<String, @Nullable Object> deployment) {
    return textAt(
        deployment, "spec", "template", "metadata", "annotations", "apps.example.com/settings");
  }
}
