package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** What a real server says when it refuses. */
@WithControlPlane
class RefusalsIT {

  @Test
  void aMissingRightIsNamedAndRecoversWhenItIsGranted(ControlPlane controlPlane, Sandbox sandbox) {
    var kubeconfig = controlPlane.kubeconfigOf(sandbox.namespace(), "engine");
    var target =
        new WatchTarget(GroupVersionKind.of("v1", "ConfigMap"), sandbox.namespace(), "", "");
    List<Change> changes = new CopyOnWriteArrayList<>();
    try (var connected = Connected.to(kubeconfig);
        var subscription = connected.watches.subscribe(target, FieldMask.NOTHING, changes::add)) {
      assertThat(refusal(connected, configMap(sandbox, "a")).reason())
          .isEqualTo(Reason.APPLY_FORBIDDEN);
      await().until(() -> !changes.isEmpty());
      assertThat(changes.getFirst())
          .asInstanceOf(type(Change.Unavailable.class))
          .satisfies(
              unavailable -> assertThat(unavailable.reason()).isEqualTo(Reason.APPLY_FORBIDDEN));

      Instant heard = connected.watches.states().getFirst().lastHeard();
      await().until(() -> connected.watches.states().getFirst().lastHeard().isAfter(heard));
      assertThat(connected.watches.states().getFirst().problem()).contains("cannot watch");

      grant(sandbox);

      await().until(subscription.cache()::isSynced);
      await()
          .until(
              () ->
                  connected.objects.apply(configMap(sandbox, "a"), new ApplyMode.Upsert())
                      instanceof WriteResult.Done);
    }
  }

  @Test
  void aUsedUpQuotaDenies(ControlPlane controlPlane, Sandbox sandbox) {
    sandbox
        .resources("v1", "ResourceQuota")
        .create(
            Map.of(
                "metadata",
                Map.of("name", "q"),
                "spec",
                Map.of("hard", Map.of("configmaps", "0"))));
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      await()
          .untilAsserted(
              () ->
                  assertThat(refusal(connected, configMap(sandbox, "a")).message())
                      .contains("exceeded quota: q"));
      assertThat(refusal(connected, configMap(sandbox, "a")).reason())
          .isEqualTo(Reason.APPLY_DENIED);
    }
  }

  @Test
  void aRefusedSecretIsNotQuoted(ControlPlane controlPlane, Sandbox sandbox) {
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      var secret =
          KubeObject.of(
              Map.of(
                  "apiVersion",
                  "v1",
                  "kind",
                  "Secret",
                  "metadata",
                  Map.of("name", "s", "namespace", sandbox.namespace()),
                  "data",
                  Map.of("a", "TOPSECRET!")));

      var refused = refusal(connected, secret);

      assertThat(refused.reason()).isEqualTo(Reason.APPLY_INVALID);
      assertThat(refused.message()).doesNotContain("TOPSECRET");
    }
  }

  @Test
  void whatIsTooLargeIsInvalid(ControlPlane controlPlane, Sandbox sandbox) {
    try (var connected = Connected.to(controlPlane.kubeconfig())) {
      for (int size : new int[] {1_200_000, 4_000_000}) {
        var large =
            KubeObject.of(
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "ConfigMap",
                    "metadata",
                    Map.of("name", "large", "namespace", sandbox.namespace()),
                    "data",
                    Map.of("k", "x".repeat(size))));

        assertThat(refusal(connected, large).reason()).isEqualTo(Reason.APPLY_INVALID);
      }
    }
  }

  private static WriteResult.Refused refusal(Connected connected, KubeObject object) {
    return assertThat(connected.objects.apply(object, new ApplyMode.Create()))
        .asInstanceOf(type(WriteResult.Refused.class))
        .actual();
  }

  private static KubeObject configMap(Sandbox sandbox, String name) {
    return KubeObject.of(
        Map.of(
            "apiVersion", "v1",
            "kind", "ConfigMap",
            "metadata", Map.of("name", name, "namespace", sandbox.namespace())));
  }

  private static void grant(Sandbox sandbox) {
    sandbox
        .kubectl()
        .apply(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: {name: engine, namespace: %1$s}
            rules:
              - {apiGroups: [""], resources: [configmaps], verbs: [get, list, watch, create, patch]}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: {name: engine, namespace: %1$s}
            roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: engine}
            subjects: [{kind: ServiceAccount, name: engine, namespace: %1$s}]
            """
                .formatted(sandbox.namespace()));
  }
}
