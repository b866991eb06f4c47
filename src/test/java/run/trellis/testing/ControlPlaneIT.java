package run.trellis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

@WithControlPlane
class ControlPlaneIT {

  private static URI shared;

  @BeforeAll
  static void rememberTheSharedOne(ControlPlane controlPlane) {
    shared = controlPlane.server();
  }

  @Test
  void runsRealControllersOnPretendedNodes(Sandbox sandbox) {
    sandbox
        .kubectl()
        .apply(
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web, namespace: %s}
            spec:
              replicas: 2
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: web, image: nowhere.example/web}]}
            """
                .formatted(sandbox.namespace()));

    var deployment =
        sandbox.resources("apps/v1", "Deployment").awaitCondition("web", "Available", "True");

    assertThat(JsonTree.at(deployment, "status", "availableReplicas")).isEqualTo(2L);
    assertThat(sandbox.resources("v1", "Pod").list("app=web")).hasSize(2);
  }

  @Test
  void givesEachTestAPlaceOfItsOwn(
      Sandbox sandbox, Sandbox same, ControlPlane controlPlane, Kubectl kubectl) {
    assertThat(same).isSameAs(sandbox);
    assertThat(sandbox.namespace()).startsWith("gives-each-test-a-place-of-its-own-");
    assertThat(sandbox.group()).endsWith(".test.trellis.run");
    assertThat(sandbox.controlPlane()).isSameAs(controlPlane);
    assertThat(kubectl.resources("v1", "Namespace").find(sandbox.namespace())).isPresent();
  }

  @Test
  void createsReadsChangesAndDeletes(Sandbox sandbox) {
    var configMaps = sandbox.resources("v1", "ConfigMap");

    var created =
        configMaps.create(Map.of("metadata", Map.of("name", "a"), "data", Map.of("k", "1")));
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> configMaps.create(Map.of("metadata", Map.of("name", "a"))))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("AlreadyExists"))
        .satisfies(failure -> assertThat(failure.status()).isEqualTo(409));
    configMaps.patch("a", Map.of("data", Map.of("k", "2")));
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> configMaps.replace(created))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("Conflict"));
    assertThat(JsonTree.textAt(configMaps.get("a"), "data", "k")).isEqualTo("2");

    configMaps.delete("a");
    configMaps.awaitAbsence("a");
    configMaps.delete("a");
  }

  @Test
  void waitsForKindsThatAreOnlyJustDefined(Sandbox sandbox) {
    sandbox
        .kubectl()
        .apply(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.%1$s}
            spec:
              group: %1$s
              scope: Namespaced
              names: {kind: Thing, plural: things}
              versions:
              - name: v1
                served: true
                storage: true
                schema: {openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}}
            """
                .formatted(sandbox.group()));
    var things = sandbox.resources(sandbox.group() + "/v1", "Thing").whenServed();

    things.create(Map.of("metadata", Map.of("name", "one")));

    assertThat(things.list()).hasSize(1);
  }

  @Test
  void logsWhoAskedForWhat(Sandbox sandbox, ControlPlane controlPlane) {
    sandbox
        .kubectl()
        .apply(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: viewer, namespace: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: view}
            subjects: [{kind: ServiceAccount, name: viewer, namespace: %1$s}]
            """
                .formatted(sandbox.namespace()));
    var viewer =
        Kubectl.of(controlPlane.kubeconfigOf(sandbox.namespace(), "viewer"), "looks-only")
            .resources("v1", "ConfigMap")
            .in(sandbox.namespace());
    // The server takes note of a new binding a moment after it stored it.
    await().ignoreExceptionsMatching(ApiFailure.class::isInstance).until(() -> isAnswered(viewer));
    var mark = controlPlane.auditLog().mark();

    viewer.list();
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> viewer.create(Map.of("metadata", Map.of("name", "a"))))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("Forbidden"));

    var user = "system:serviceaccount:%s:viewer".formatted(sandbox.namespace());
    assertThat(controlPlane.auditLog().since(mark))
        .filteredOn(entry -> entry.user().equals(user) && entry.resource().equals("configmaps"))
        .extracting(AuditLog.Entry::verb, AuditLog.Entry::status, AuditLog.Entry::userAgent)
        .containsExactly(tuple("list", 200, "looks-only"), tuple("create", 403, "looks-only"));
  }

  private static boolean isAnswered(Kubectl.Resources resources) {
    resources.list();
    return true;
  }

  @Nested
  @WithControlPlane(own = true)
  class OfItsOwn {

    @Test
    void isNotTheSharedOne(ControlPlane own) {
      assertThat(own.server()).isNotEqualTo(shared);
    }

    @Test
    void componentsCanBeKilledAndStartedAgain(ControlPlane controlPlane, Kubectl kubectl) {
      controlPlane.kill(Component.API_SERVER);
      assertThatExceptionOfType(UncheckedIOException.class)
          .isThrownBy(() -> kubectl.read("/readyz"));

      controlPlane.startMissing();

      assertThat(kubectl.resources("v1", "Node").list()).hasSize(2);
    }

    @Test
    void componentsCanBeFrozen(ControlPlane controlPlane, Kubectl kubectl) throws Exception {
      try (var client = HttpClient.newHttpClient();
          var _ = controlPlane.freeze(Component.API_SERVER)) {
        var request =
            HttpRequest.newBuilder(URI.create("http://" + controlPlane.server().getAuthority()))
                .timeout(Duration.ofMillis(300))
                .build();
        assertThatExceptionOfType(HttpTimeoutException.class)
            .isThrownBy(() -> client.send(request, BodyHandlers.discarding()));
      }
      assertThat(kubectl.read("/readyz")).containsEntry("text", "ok");
    }

    @Test
    void goesBackToASnapshot(ControlPlane controlPlane, Sandbox sandbox) {
      var configMaps = sandbox.resources("v1", "ConfigMap");
      configMaps.create(Map.of("metadata", Map.of("name", "before")));
      Path snapshot = controlPlane.saveSnapshot();
      configMaps.create(Map.of("metadata", Map.of("name", "after")));
      // Well ahead of what controllers write by themselves once they are back.
      var versionAhead =
          IntStream.range(0, 100)
              .mapToObj(n -> configMaps.patch("after", Map.of("data", Map.of("n", "" + n))))
              .mapToLong(OfItsOwn::versionOf)
              .max()
              .orElseThrow();

      controlPlane.restoreSnapshot(snapshot);

      assertThat(configMaps.find("after")).isEmpty();
      var next = configMaps.create(Map.of("metadata", Map.of("name", "next")));
      assertThat(versionOf(next)).isLessThan(versionAhead);
      assertThat(configMaps.find("before")).isPresent();
    }

    private static long versionOf(Map<String, ?> object) {
      return Long.parseLong(JsonTree.textAt(object, "metadata", "resourceVersion"));
    }
  }
}
