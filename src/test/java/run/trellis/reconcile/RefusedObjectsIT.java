package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.testing.AdmissionWebhook;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Kubectl;

/**
 * Whatever can keep an object from being applied: the reason is named, everything else goes on, and
 * it recovers by itself. The controller has the rights it is shipped with, and those below.
 */
class RefusedObjectsIT extends LiveController {

  private static final String VALUE = "spec: {value: string | required=true}";
  private static final String ONLY =
      configMap("only", "${schema.metadata.name}-only", "${schema.spec.value}");
  private static final String GRANTED = "trellis-test-granted";

  @Override
  Path kubeconfig(ControlPlane controlPlane, Path ofServiceAccount) {
    grant(
        controlPlane.kubectl(),
        GRANTED,
        """
        - {apiGroups: ["*"], resources: [things, things/status], verbs: [get, list, watch, patch, update]}
        - {apiGroups: [""], resources: [configmaps, secrets, podtemplates], verbs: [get, list, watch, create, patch, delete]}
        """);
    return ofServiceAccount;
  }

  private static void grant(Kubectl admin, String name, String rules) {
    admin.apply(
        """
        apiVersion: rbac.authorization.k8s.io/v1
        kind: ClusterRole
        metadata: {name: %s, labels: {trellis.run/aggregate-to-controller: "true"}}
        rules:
        %s
        """
            .formatted(name, rules));
  }

  private static void revoke(Kubectl admin, String name) {
    admin.resources("rbac.authorization.k8s.io/v1", "ClusterRole").delete(name);
  }

  @AfterAll
  void revokeEverything(ControlPlane controlPlane) {
    revoke(controlPlane.kubectl(), GRANTED);
  }

  private String uid(String configMap) {
    return JsonTree.textAt(scenario.configMaps().get(configMap), "metadata", "uid");
  }

  @Test
  void aWebhookDeniesOrIsDown() {
    scenario.serve(VALUE, ONLY);
    try (var webhook = AdmissionWebhook.inFrontOf(scenario.sandbox())) {
      webhook.deny("not on a Friday");
      scenario.apply("t", "value: x");
      var thing = scenario.awaitReason("t", "ApplyDenied");
      assertThat(ready(thing, "message")).contains(webhook.name()).contains("not on a Friday");
      assertThat(condition(thing, "Stalled", "status")).isEqualTo("True");
      webhook.allow();
      scenario.awaitReady("t");

      webhook.goDown();
      scenario.apply("t", "value: y");
      thing = scenario.awaitReason("t", "ApplyUnavailable");
      assertThat(ready(thing, "message"))
          .contains("failed calling webhook")
          .contains(webhook.name());
      webhook.comeBack();
      await().until(() -> scenario.value("t-only").equals("y"));
      scenario.awaitReady("t");
    }
  }

  @Test
  void aQuotaIsExceeded() {
    scenario.serve(VALUE, ONLY);
    Kubectl.Resources quotas = scenario.sandbox().resources("v1", "ResourceQuota");
    quotas.create(quota("1"));
    quotas.await("q", "counted", it -> JsonTree.at(it, "status", "used", "configmaps") != null);

    scenario.apply("t", "value: x");

    var thing = scenario.awaitReason("t", "ApplyDenied");
    assertThat(ready(thing, "message")).contains("exceeded quota: q");
    quotas.apply(quota("9"));
    scenario.awaitReady("t");
  }

  private static Map<String, Object> quota(String configMaps) {
    return Map.of(
        "metadata", Map.of("name", "q"), "spec", Map.of("hard", Map.of("configmaps", configMaps)));
  }

  @Test
  void anObjectIsLargerThanTheServerStores() {
    scenario.serve(
        VALUE,
        """
        - id: large
          template:
            apiVersion: v1
            kind: PodTemplate
            metadata: {name: large}
            template:
              spec:
                containers:
                  - {name: c, image: i, args: ["${schema.spec.value}", "${schema.spec.value}"]}
        """);

    scenario.apply("t", "value: " + "x".repeat(900_000));

    var thing = scenario.awaitReason("t", "ApplyInvalid");
    assertThat(ready(thing, "message")).contains("too large").hasSizeLessThan(2_000);
    scenario.apply("t", "value: small");
    scenario.awaitReady("t");
  }

  @Test
  void aStatusIsLargerThanTheServerStores() {
    scenario.serve(
        VALUE + "\nstatus: {one: '${only.data.value}', two: '${only.data.value}'}", ONLY);
    scenario.apply("t", "value: small");
    scenario.awaitReady("t");

    scenario.apply("t", "value: " + "x".repeat(600_000));

    var thing = scenario.awaitReason("t", "ApplyInvalid");
    assertThat(ready(thing, "message"))
        .contains("the status cannot be stored; objects that it names: 1; ")
        .contains("request is too large");
    assertThat(condition(thing, "Stalled", "status")).isEqualTo("True");
    assertThat(thing.toString()).as("the inventory").contains(uid("t-only"));
    scenario.apply("t", "value: small");
    scenario.awaitReady("t");
  }

  @Test
  void aRightIsMissing() {
    scenario.serve(
        VALUE,
        ONLY
            + """
            - id: pods
              template:
                apiVersion: v1
                kind: ReplicationController
                metadata: {name: "${schema.metadata.name}-pods"}
                spec:
                  replicas: 0
                  selector: {app: none}
                  template:
                    metadata: {labels: {app: none}}
                    spec: {containers: [{name: main, image: pause}]}
            """);
    scenario.apply("t", "value: x");
    var thing = scenario.awaitReason("t", "ApplyForbidden");
    assertThat(ready(thing, "message")).contains("replicationcontrollers");
    await("the other node goes on").until(() -> scenario.value("t-only").equals("x"));

    Kubectl admin = scenario.sandbox().kubectl();
    String role = "trellis-test-" + scenario.sandbox().namespace();
    grant(admin, role, rights("get, list, watch"));
    thing =
        scenario
            .things()
            .await("t", "refused to create", it -> ready(it, "message").contains("cannot patch"));
    assertThat(ready(thing, "reason")).isEqualTo("ApplyForbidden");
    grant(admin, role, rights("get, list, watch, create, patch"));
    scenario.awaitReady("t");

    scenario.things().delete("t");
    thing = scenario.awaitReason("t", "DeleteBlocked");
    assertThat(ready(thing, "message")).contains("t-pods").contains("cannot delete");
    grant(admin, role, rights("get, list, watch, create, patch, delete"));
    scenario.things().awaitAbsence("t");
    assertThat(scenario.sandbox().resources("v1", "ReplicationController").list()).isEmpty();
    revoke(admin, role);
  }

  private static String rights(String verbs) {
    return "- {apiGroups: [\"\"], resources: [replicationcontrollers], verbs: [" + verbs + "]}";
  }

  @Test
  void aFieldCannotBeChanged() {
    String fixed = ONLY.replace("    data:", "    immutable: true\n    data:");
    scenario.serve(VALUE, fixed);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    String uid = uid("t-only");

    scenario.apply("t", "value: y");

    var thing = scenario.awaitReason("t", "ApplyInvalid");
    assertThat(ready(thing, "message"))
        .contains("data: Forbidden: field is immutable")
        .endsWith("lifecycle.replace: Recreate would delete and create it again");
    assertThat(uid("t-only")).isEqualTo(uid);
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
  }

  @Test
  void aFieldCannotBeChangedAndTheAuthorAllowsToReplaceTheObject() {
    String replaced =
        ONLY.replace("    data:", "    immutable: true\n    data:")
            + "  lifecycle: {replace: Recreate}\n";
    scenario.serve(
        VALUE,
        replaced + configMap("after", "${schema.metadata.name}-after", "${only.data.value}"));
    scenario.apply("t", "value: x");
    scenario.awaitReady("t");
    String uid = uid("t-only");
    String after = uid("t-after");
    scenario.forget();

    scenario.apply("t", "value: y");

    await().until(() -> scenario.value("t-after").equals("y"));
    scenario.awaitReady("t");
    assertThat(uid("t-only")).isNotEqualTo(uid);
    assertThat(uid("t-after"))
        .as("what was made from it is changed and not replaced")
        .isEqualTo(after);
    assertThat(scenario.writes())
        .containsExactly(
            "patch configmaps t-only",
            "create configmaps ",
            "delete configmaps t-only",
            "patch things/status t",
            "patch configmaps t-only",
            "patch configmaps t-after",
            "patch things/status t");

    scenario.forget();
    scenario.applyGraph(VALUE, replaced.replace("value:", "no/key:"));
    var thing = scenario.awaitReason("t", "ApplyInvalid");
    assertThat(ready(thing, "message")).contains("data[no/key]");
    assertThat(scenario.writes())
        .as("what would not be taken anew must not cost what is there")
        .noneMatch(write -> write.startsWith("delete configmaps t-only"));
  }

  @Test
  void whatIsRefusedDoesNotTellSecrets() {
    String secret = "s3cret value!";
    scenario
        .sandbox()
        .resources("v1", "Secret")
        .create(
            Map.of(
                "metadata",
                Map.of("name", "credentials"),
                "data",
                Map.of(
                    "password",
                    Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8)))));
    scenario.serve(
        "spec: {}",
        """
        - id: credentials
          externalRef: {apiVersion: v1, kind: Secret, metadata: {name: credentials}}
        - id: leaky
          template:
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: leaky
              labels: {password: "${base64.decode(credentials.data['password'])}"}
        - id: copy
          template:
            apiVersion: v1
            kind: Secret
            metadata: {name: copy}
            type: Opaque
            data: {password: "${base64.decode(credentials.data['password'])}"}
        """);

    scenario.apply("t", "{}");

    var thing =
        scenario
            .things()
            .await(
                "t",
                "both refused",
                it -> it.toString().split("reason=ApplyInvalid", -1).length > 2 + 2);
    assertThat(thing.toString()).contains("metadata.labels").doesNotContain("s3cret");
    assertThat(events()).isNotEmpty().noneMatch(event -> event.contains("s3cret"));
  }

  private List<String> events() {
    return await()
        .until(
            () ->
                scenario.sandbox().resources("events.k8s.io/v1", "Event").list().stream()
                    .map(Object::toString)
                    .toList(),
            found -> !found.isEmpty());
  }
}
