package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class ObjectRequestsIT {

  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");
  private static final String OTHER_UID = "11111111-1111-1111-1111-111111111111";

  private String namespace = "";
  private ApiObjectClient objects;

  @BeforeEach
  void connect(Sandbox sandbox, ControlPlane controlPlane) {
    namespace = sandbox.namespace();
    objects = Connected.to(controlPlane.kubeconfig()).objects;
  }

  @Test
  void createsWhatDoesNotExistAndLeavesAloneWhatDoes() {
    KubeObject created = done(objects.apply(configMap("a", "1"), new ApplyMode.Create()));

    assertThat(created.uid()).isNotEmpty();
    assertThat(objects.apply(configMap("a", "2"), new ApplyMode.Create()))
        .isInstanceOf(WriteResult.Conflict.class);
    assertThat(read("a").at("data", "k")).isEqualTo("1");
  }

  @Test
  void updatesOnlyTheObjectOfTheUid() {
    KubeObject created = done(objects.apply(configMap("a", "1"), new ApplyMode.Create()));

    KubeObject updated =
        done(objects.apply(configMap("a", "2"), new ApplyMode.Update(created.uid())));

    assertThat(updated.at("data", "k")).isEqualTo("2");
    assertThat(objects.apply(configMap("a", "3"), new ApplyMode.Update(OTHER_UID)))
        .isInstanceOf(WriteResult.Conflict.class);
    assertThat(objects.apply(configMap("none", "3"), new ApplyMode.Update(OTHER_UID)))
        .isEqualTo(new WriteResult.Gone());
    assertThat(objects.get(reference("none"))).isEqualTo(new ReadResult.Absent());
  }

  @Test
  void anApplyThatChangesNothingKeepsTheVersion() {
    KubeObject first = done(objects.apply(configMap("a", "1"), new ApplyMode.Upsert()));

    KubeObject second = done(objects.apply(configMap("a", "1"), new ApplyMode.Upsert()));

    assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
  }

  @Test
  void deletesOnlyTheObjectOfTheUid() {
    KubeObject created = done(objects.apply(configMap("a", "1"), new ApplyMode.Create()));

    assertThat(objects.delete(reference("a"), OTHER_UID)).isEqualTo(new WriteResult.Gone());
    assertThat(read("a").uid()).isEqualTo(created.uid());

    KubeObject deleted = done(objects.delete(reference("a"), created.uid()));
    assertThat(deleted.reference()).isEqualTo(reference("a"));
    assertThat(deleted.isTerminating()).isFalse();
    assertThat(objects.delete(reference("a"), created.uid())).isEqualTo(new WriteResult.Gone());
  }

  @Test
  void tellsThatSomethingHoldsADeletedObject(Sandbox sandbox) {
    sandbox
        .resources("v1", "ConfigMap")
        .create(Map.of("metadata", Map.of("name", "held", "finalizers", List.of("test/f"))));
    KubeObject held = read("held");

    assertThat(done(objects.delete(reference("held"), held.uid())).isTerminating()).isTrue();

    sandbox
        .resources("v1", "ConfigMap")
        .patch("held", Map.of("metadata", Map.of("finalizers", List.of())));
  }

  @Test
  void appliesStatusApart(Sandbox sandbox) {
    KubeObject deployment =
        KubeObject.of(
            Map.of(
                "apiVersion",
                "apps/v1",
                "kind",
                "Deployment",
                "metadata",
                Map.of("name", "d", "namespace", namespace),
                "status",
                Map.of("observedGeneration", 7)));

    assertThat(objects.applyStatus(deployment)).isEqualTo(new WriteResult.Gone());
  }

  @Test
  void namesWhatIsMissing() {
    KubeObject elsewhere =
        KubeObject.of(
            Map.of(
                "apiVersion", "v1",
                "kind", "ConfigMap",
                "metadata", Map.of("name", "a", "namespace", "no-such-namespace")));
    KubeObject unknown =
        KubeObject.of(
            Map.of(
                "apiVersion", "nobody.example/v1",
                "kind", "Nothing",
                "metadata", Map.of("name", "a", "namespace", namespace)));

    assertRefused(
        objects.apply(elsewhere, new ApplyMode.Upsert()),
        Reason.NAMESPACE_MISSING,
        "namespaces \"no-such-namespace\" not found");
    assertRefused(
        objects.apply(unknown, new ApplyMode.Upsert()),
        Reason.KIND_MISSING,
        "the API server does not serve nobody.example/v1 Nothing");
  }

  @Test
  void saysWhatIsInvalid() {
    KubeObject mistyped =
        KubeObject.of(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of("name", "a", "namespace", namespace),
                "data",
                Map.of("k", 1)));

    assertRefused(
        objects.apply(mistyped, new ApplyMode.Upsert()),
        Reason.APPLY_INVALID,
        ".data.k: expected string, got &value.valueUnstructured{Value:1}");
  }

  @Test
  void noNameLeadsElsewhere(Sandbox sandbox) {
    sandbox.resources("v1", "Secret").create(Map.of("metadata", Map.of("name", "a")));
    List<String> names =
        List.of(
            "a b", "ä", "a?dryRun=All", "a#b", "a\nb", "a%20b", "..", ".", "../secrets/a", "a/b");

    assertThat(names)
        .allSatisfy(
            name ->
                assertThat(objects.apply(configMap(name, "1"), new ApplyMode.Create()))
                    .asInstanceOf(type(WriteResult.Refused.class))
                    .satisfies(
                        refused ->
                            assertThat(refused.message() + refused.reason())
                                .contains("metadata.name")
                                .endsWith(Reason.APPLY_INVALID.toString())))
        .allSatisfy(
            name -> assertThat(objects.get(reference(name))).isInstanceOf(ReadResult.Absent.class));
    ObjectReference elsewhere = new ObjectReference(CONFIG_MAP, namespace + "/secrets/a?", "x");
    assertThat(objects.get(elsewhere)).isInstanceOf(ReadResult.Absent.class);
    GroupVersionKind nowhere = GroupVersionKind.of("v1/namespaces", "Namespace");
    assertThat(objects.get(new ObjectReference(nowhere, "", namespace)))
        .asInstanceOf(type(ReadResult.Refused.class))
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.KIND_MISSING));
  }

  @Test
  void aBrokenConnectionIsARefusalThatIsTriedAgain(ControlPlane controlPlane) {
    try (FaultProxy proxy = FaultProxy.inFrontOf(controlPlane)) {
      proxy.on(request -> request.isWrite()).does(new Fault.CutBefore());
      ApiObjectClient client = Connected.to(proxy.kubeconfig()).objects;

      assertThat(client.apply(configMap("a", "1"), new ApplyMode.Create()))
          .asInstanceOf(type(WriteResult.Refused.class))
          .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.APPLY_UNAVAILABLE))
          .satisfies(
              refused -> assertThat(refused.message()).startsWith("no answer from the API server"));
    }
  }

  /** Servers that extend the API may look for the namespace before they look for the object. */
  @Test
  void aNamespaceThatIsGoneTookItsObjectsAlong(ControlPlane controlPlane) {
    KubeObject created = done(objects.apply(configMap("a", "1"), new ApplyMode.Create()));
    String gone =
        """
        {"apiVersion": "v1", "kind": "Status", "status": "Failure", "reason": "NotFound",
         "code": 404, "message": "namespaces %s not found",
         "details": {"kind": "namespaces", "name": "%s"}}
        """
            .formatted(namespace, namespace);
    try (FaultProxy proxy = FaultProxy.inFrontOf(controlPlane)) {
      proxy.on(ApiRequest::isWrite).does(new Fault.Answer(404, Map.of(), gone));
      ApiObjectClient client = Connected.to(proxy.kubeconfig()).objects;

      assertThat(client.delete(reference("a"), created.uid())).isEqualTo(new WriteResult.Gone());
    }
  }

  @Test
  void passesOnHowLongTheServerAsksToWait(ControlPlane controlPlane) {
    try (FaultProxy proxy = FaultProxy.inFrontOf(controlPlane)) {
      proxy.on(request -> request.isWrite()).does(Fault.tooManyRequests(Duration.ofSeconds(7)));
      ApiObjectClient client = Connected.to(proxy.kubeconfig()).objects;

      assertThat(client.apply(configMap("a", "1"), new ApplyMode.Create()))
          .asInstanceOf(type(WriteResult.Refused.class))
          .satisfies(refused -> assertThat(refused.reason()).isEqualTo(Reason.APPLY_UNAVAILABLE))
          .satisfies(refused -> assertThat(refused.retryAfter()).contains(Duration.ofSeconds(7)));
    }
  }

  @Test
  void boundsHowManyRequestsAreUnderWay(ControlPlane controlPlane) {
    var gate = new CountDownLatch(1);
    try (FaultProxy proxy = FaultProxy.inFrontOf(controlPlane);
        var connected = Connected.to(proxy.kubeconfig(), Map.of("max-requests", "3"));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      connected.kinds.find(CONFIG_MAP);
      proxy.on(ApiRequest::isWrite).does(new Fault.Hold(gate));
      for (int i = 0; i < 10; i++) {
        var manifest = configMap("many-" + i, "1");
        threads.execute(() -> connected.objects.apply(manifest, new ApplyMode.Create()));
      }

      await().until(() -> proxy.count(ApiRequest::isWrite) == 3);
      await().during(Duration.ofMillis(300)).until(() -> proxy.count(ApiRequest::isWrite) == 3);
      assertThat(connected.meters.get("trellis.api.requests.active").gauge().value()).isEqualTo(3);

      gate.countDown();
      await().until(() -> proxy.count(ApiRequest::isWrite) == 10);
    }
  }

  private KubeObject configMap(String name, String value) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "v1",
            "kind",
            "ConfigMap",
            "metadata",
            Map.of("name", name, "namespace", namespace),
            "data",
            Map.of("k", value)));
  }

  private ObjectReference reference(String name) {
    return new ObjectReference(CONFIG_MAP, namespace, name);
  }

  private KubeObject read(String name) {
    return assertThat(objects.get(reference(name)))
        .asInstanceOf(type(ReadResult.Found.class))
        .actual()
        .object();
  }

  private static KubeObject done(WriteResult result) {
    return assertThat(result).asInstanceOf(type(WriteResult.Done.class)).actual().object();
  }

  private static void assertRefused(WriteResult result, Reason reason, String message) {
    assertThat(result).isEqualTo(new WriteResult.Refused(reason, message, Optional.empty()));
  }
}
