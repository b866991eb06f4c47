package run.trellis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.Kubectl;

/** The larger samples do what their READMEs say, too; see {@link SamplesIT}. */
class PlatformSamplesIT extends LiveSamples {

  @Test
  void nodesForATeam() {
    apply("karpenter-nodegroup", "crds.yaml");
    var classes = kubectl.resources("karpenter.k8s.aws/v1", "EC2NodeClass").whenServed();
    var pools = kubectl.resources("karpenter.sh/v1", "NodePool").whenServed();
    serve("karpenter-nodegroup");
    var groups = kubectl.resources("compute.example.com/v1alpha1", "NodeGroup").whenServed();
    apply("karpenter-nodegroup", "instance.yaml");

    classes.awaitExistence("batch");
    groups.await("batch", "waiting for Karpenter", it -> reason(it).equals("ExpressionPending"));
    assertThat(pools.find("batch")).as("not before its node class is ready").isEmpty();

    var image = Map.of("id", "ami-0123", "name", "al2023");
    classes.patchStatus("batch", Map.of("amis", List.of(image), "conditions", ready()));
    pools.awaitExistence("batch");
    pools.patchStatus(
        "batch", Map.of("resources", Map.of("nodes", "3", "cpu", "48"), "conditions", ready()));
    groups.await(
        "batch",
        "of three nodes",
        it ->
            textAt(it, "status", "nodes").equals("3")
                && textAt(it, "status", "usedCpu").equals("48")
                && textAt(it, "status", "image").equals("ami-0123"));
    groups.awaitCondition("batch", "Ready", "True");
    var pool = pools.get("batch");
    assertThat(textAt(pool, "spec", "disruption", "consolidateAfter")).isEqualTo("30s");
    assertThat(JsonTree.at(pool, "spec", "limits", "cpu")).isEqualTo(128L);

    groups.patch("batch", Map.of("spec", Map.of("limits", Map.of("cpu", 256))));
    pools.await(
        "batch", "larger", it -> Objects.equals(JsonTree.at(it, "spec", "limits", "cpu"), 256L));

    groups.delete("batch");
    groups.awaitAbsence("batch");
    assertThat(pools.list(OWNED)).isEmpty();
    assertThat(classes.list(OWNED)).isEmpty();
    assertThat(in("analytics", "v1", "ResourceQuota").list(OWNED)).isEmpty();
    remove("karpenter-nodegroup", "nodegroups.compute.example.com");
    kubectl.resources("v1", "Namespace").delete("analytics");
  }

  private static List<Map<String, Object>> ready() {
    return List.of(Map.of("type", "Ready", "status", "True"));
  }

  private static String reason(Map<String, ?> object) {
    return JsonTree.listAt(object, "status", "conditions").stream()
        .filter(condition -> JsonTree.textAt(condition, "type").equals("Ready"))
        .map(condition -> JsonTree.textAt(condition, "reason"))
        .findFirst()
        .orElse("");
  }

  @Test
  void aJavaServiceOfOneSize() {
    serve("jvm-service");
    var services = kubectl.resources("apps.example.com/v1alpha1", "JavaService").whenServed();
    apply("jvm-service", "instance.yaml");

    var ledger = services.in("payments").awaitCondition("ledger", "Ready", "True");
    assertThat(JsonTree.mapAt(ledger, "status"))
        .containsEntry("heap", "1536Mi")
        .containsEntry("cpu", "1")
        .containsEntry("total", "4Gi")
        .containsEntry("availableReplicas", 2L);
    assertThat(options()).isEqualTo(options(1536, 256));
    assertThat(startup()).isEqualTo(24L);

    services.in("payments").patch("ledger", Map.of("spec", Map.of("memory", "8Gi")));
    services.in("payments").await("ledger", "grown", it -> textAt(it, "status", "cpu").equals("4"));
    assertThat(options()).isEqualTo(options(6144, 1024));
    assertThat(startup()).isEqualTo(60L);

    services.in("payments").delete("ledger");
    services.in("payments").awaitAbsence("ledger");
    remove("jvm-service", "javaservices.apps.example.com");
    kubectl.resources("v1", "Namespace").delete("payments");
  }

  private String options() {
    var configMap = in("payments", "v1", "ConfigMap").get("ledger-jvm");
    return textAt(configMap, "data", "JAVA_TOOL_OPTIONS");
  }

  private static String options(int heap, int metaspace) {
    return "-Xms%dm -Xmx%dm -XX:MaxMetaspaceSize=%dm -XX:+ExitOnOutOfMemoryError"
        .formatted(heap, heap, metaspace);
  }

  private Object startup() {
    var deployment = in("payments", "apps/v1", "Deployment").get("ledger");
    var containers = JsonTree.listAt(deployment, "spec", "template", "spec", "containers");
    return Objects.requireNonNull(
        JsonTree.at(containers.getFirst(), "startupProbe", "failureThreshold"));
  }

  @Test
  void aDatabaseWhoseVolumeStays() {
    serve("database-with-retention");
    var databases = kubectl.resources("data.example.com/v1alpha1", "Database").whenServed();
    apply("database-with-retention", "volume.yaml");
    apply("database-with-retention", "instance.yaml");
    var orders = databases.in("orders");
    var claims = in("orders", "v1", "PersistentVolumeClaim");
    var servers = in("orders", "apps/v1", "StatefulSet");

    assertThat(JsonTree.mapAt(orders.awaitCondition("orders", "Ready", "True"), "status"))
        .containsEntry("volume", "orders-data")
        .containsEntry("host", "orders.orders.svc")
        .containsEntry("ready", true);
    var claim = claims.get("orders-data");
    var before = passwordOf(servers.get("orders"));

    in("orders", "v1", "Secret")
        .patch("orders-password", Map.of("stringData", Map.of("password", "changed")));
    servers.await("orders", "started anew", it -> !passwordOf(it).equals(before));

    orders.delete("orders");
    orders.awaitAbsence("orders");
    assertThat(servers.find("orders")).isEmpty();
    assertThat(uid(claims.get("orders-data"))).as("the claim stays").isEqualTo(uid(claim));

    claims.delete("orders-data");
    remove("database-with-retention", "databases.data.example.com");
    kubectl.resources("v1", "Namespace").delete("orders");
    kubectl.resources("v1", "PersistentVolume").delete("orders-data");
  }

  private static String passwordOf(Map<String, ?> server) {
    return JsonTree.textAt(
        server, "spec", "template", "metadata", "annotations", "data.example.com/password");
  }

  @Test
  void aNamespaceForEachTeamInEachEnvironment() {
    serve("team-namespaces");
    var tenancies = kubectl.resources("platform.example.com/v1alpha1", "Tenancy").whenServed();
    apply("team-namespaces", "instance.yaml");

    var shop = tenancies.awaitCondition("shop", "Ready", "True");
    assertThat(JsonTree.listAt(shop, "status", "namespaces"))
        .isEqualTo(
            List.of(
                "shop-web-dev",
                "shop-web-staging",
                "shop-web-prod",
                "shop-billing-dev",
                "shop-billing-staging",
                "shop-billing-prod"));
    var quota = in("shop-web-prod", "v1", "ResourceQuota").get("team");
    assertThat(textAt(quota, "spec", "hard", "pods")).isEqualTo("100");
    var binding = in("shop-billing-prod", "rbac.authorization.k8s.io/v1", "RoleBinding");
    assertThat(textAt(binding.get("team"), "roleRef", "name")).isEqualTo("view");

    var web = Map.of("name", "web", "group", "shop-web");
    tenancies.patch("shop", Map.of("spec", Map.of("teams", List.of(web))));
    var namespaces = kubectl.resources("v1", "Namespace");
    namespaces.awaitAbsence("shop-billing-prod");
    tenancies.await(
        "shop", "of three", it -> Objects.equals(JsonTree.at(it, "status", "count"), 3L));
    assertThat(namespaces.find("shop-web-prod")).isPresent();

    tenancies.delete("shop");
    tenancies.awaitAbsence("shop");
    assertThat(namespaces.list(OWNED)).isEmpty();
    remove("team-namespaces", "tenancies.platform.example.com");
  }

  private Kubectl.Resources in(String namespace, String apiVersion, String kind) {
    return kubectl.resources(apiVersion, kind).in(namespace);
  }
}
