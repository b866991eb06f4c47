package run.trellis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/** The samples of the kro dialect do what their READMEs say, too; see {@link SamplesIT}. */
class KroSamplesIT extends LiveSamples {

  private static final String LEFT = "kro.run/owned=true";

  @Test
  void aWebService() {
    define("web-service");
    var services = kubectl.resources("kro.example.com/v1alpha1", "WebService").whenServed();
    apply("kro/web-service", "instance.yaml");
    var shops = services.in("storefront");

    var shop = shops.awaitCondition("shop", "Ready", "True");
    assertThat(JsonTree.mapAt(shop, "status"))
        .containsEntry("state", "ACTIVE")
        .containsEntry("endpoint", "shop.storefront.svc")
        .containsEntry("ready", 2L);
    var before = digest();

    shops.patch("shop", Map.of("spec", Map.of("settings", Map.of("GREETING", "Salut"))));
    in("storefront", "apps/v1", "Deployment")
        .await("shop", "told of the setting", it -> !digestOf(it).equals(before));
    shops.patch("shop", Map.of("spec", Map.of("host", "shop.example.com")));
    in("storefront", "networking.k8s.io/v1", "Ingress").awaitExistence("shop");

    shops.delete("shop");
    shops.awaitAbsence("shop");
    assertThat(in("storefront", "v1", "ConfigMap").list(LEFT)).isEmpty();
    assertThat(in("storefront", "networking.k8s.io/v1", "Ingress").list(LEFT)).isEmpty();
    forget("web-service", "webservices.kro.example.com");
    kubectl.resources("v1", "Namespace").delete("storefront");
  }

  private String digest() {
    return digestOf(in("storefront", "apps/v1", "Deployment").get("shop"));
  }

  private static String digestOf(Map<String, ?> deployment) {
    return JsonTree.textAt(
        deployment, "spec", "template", "metadata", "annotations", "example.com/settings");
  }

  @Test
  void aSpaceForATeam() {
    define("team-space");
    var spaces = kubectl.resources("kro.example.com/v1alpha1", "TeamSpace").whenServed();
    apply("kro/team-space", "instance.yaml");

    var red = spaces.awaitCondition("red", "Ready", "True");
    assertThat(JsonTree.listAt(red, "status", "users")).isEqualTo(List.of("ann", "bob"));
    assertThat(JsonTree.listAt(red, "status", "defaults")).isEqualTo(List.of("quota"));
    assertThat(in("team-red", "rbac.authorization.k8s.io/v1", "RoleBinding").get("bob"))
        .extracting(it -> JsonTree.textAt(it, "roleRef", "name"))
        .isEqualTo("view");
    assertThat(JsonTree.textAt(in("team-red", "v1", "ConfigMap").get("defaults"), "data", "set-0"))
        .isEqualTo("{\"pods\":\"50\"}");

    spaces.patch(
        "red", Map.of("spec", Map.of("members", List.of(Map.of("user", "ann", "role", "admin")))));
    in("team-red", "rbac.authorization.k8s.io/v1", "RoleBinding").awaitAbsence("bob");

    spaces.delete("red");
    spaces.awaitAbsence("red");
    assertThat(kubectl.resources("v1", "Namespace").list(LEFT)).isEmpty();
    assertThat(in("platform-defaults", "v1", "ConfigMap").find("quota")).isPresent();
    forget("team-space", "teamspaces.kro.example.com");
    kubectl.resources("v1", "Namespace").delete("platform-defaults");
  }

  private void define(String sample) {
    apply("kro/" + sample, "graph.yaml");
    definitions().awaitCondition(sample, "Ready", "True");
  }

  /** The API stays when its definition goes, until somebody deletes it. */
  private void forget(String definition, String api) {
    definitions().delete(definition);
    definitions().awaitAbsence(definition);
    var apis = kubectl.resources("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    assertThat(apis.find(api)).isPresent();
    apis.delete(api);
    apis.awaitAbsence(api);
  }

  private Kubectl.Resources definitions() {
    return kubectl.resources("kro.run/v1alpha1", "ResourceGraphDefinition").whenServed();
  }

  private Kubectl.Resources in(String namespace, String apiVersion, String kind) {
    return kubectl.resources(apiVersion, kind).in(namespace);
  }
}
