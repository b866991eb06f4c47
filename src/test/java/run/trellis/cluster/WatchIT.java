package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class WatchIT {

  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");
  private static final FieldMask DATA = FieldMask.of(List.of("data", "k"));

  private Connected connected;
  private WatchTarget target;
  private final List<Change> changes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void connect(Sandbox sandbox, ControlPlane controlPlane) {
    connected = Connected.to(controlPlane.kubeconfig());
    target = new WatchTarget(CONFIG_MAP, sandbox.namespace(), "app=test", "");
  }

  @Test
  void tellsWhatThereIsAndWhatChanges(Sandbox sandbox) {
    var configMaps = sandbox.resources("v1", "ConfigMap");
    configMaps.create(labelled("a", "1"));

    try (var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      ObjectCache cache = subscription.cache();
      await().until(cache::isSynced);
      assertThat(cache.list()).extracting(KubeObject::name).containsExactly("a");
      await().until(() -> changes.size() == 2);
      assertThat(changes.get(1)).isEqualTo(new Change.Synced());

      configMaps.create(labelled("b", "1"));
      configMaps.patch("a", Map.of("data", Map.of("k", "2")));
      configMaps.delete("b");

      await().until(() -> changes.getLast() instanceof Change.Deleted);
      assertThat(changes)
          .extracting(WatchIT::told)
          .containsExactly("+a=1", "synced", "+b=1", "+a=2", "-b");
      assertThat(connected.watches.states())
          .singleElement()
          .satisfies(state -> assertThat(state.problem()).isEmpty())
          .satisfies(state -> assertThat(state.objects()).isEqualTo(1));
    }
    assertThat(connected.watches.states()).isEmpty();
  }

  @Test
  void watchesNothingElseWhateverAReferenceIsCalled(Sandbox sandbox) {
    sandbox.resources("v1", "ConfigMap").create(labelled("a", "1"));
    String namespace = sandbox.namespace();

    for (String name : List.of("a b", "a,metadata.name!=b", "b\\", "a/b", "..")) {
      var reference = new ObjectReference(CONFIG_MAP, namespace, name);
      try (var watch =
          connected.watches.subscribe(WatchTarget.named(reference), DATA, changes::add)) {
        await(name).until(watch.cache()::isSynced);
        assertThat(watch.cache().list()).as(name).isEmpty();
      }
    }
    var elsewhere = new ObjectReference(CONFIG_MAP, "../namespaces/" + namespace, "a");
    try (var watch =
        connected.watches.subscribe(WatchTarget.named(elsewhere), DATA, changes::add)) {
      await().until(() -> watch.cache().unavailable().isPresent());
      assertThat(watch.cache().unavailable())
          .contains(
              new Change.Unavailable(
                  Reason.APPLY_INVALID, "metadata.namespace must not contain '/' or '%'"));
    }
  }

  @Test
  void keepsIdentityMarksAndTheFieldsOfTheMask(Sandbox sandbox) {
    sandbox
        .resources("v1", "ConfigMap")
        .create(
            Map.of(
                "metadata",
                Map.of(
                    "name", "a",
                    "labels", Map.of("app", "test", Marks.OWNED, "true", Marks.MANAGED_BY, "me"),
                    "annotations", Map.of("big", "x", Marks.INSTANCE, "y")),
                "data",
                Map.of("k", "1", "other", "2")));

    try (var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);
      KubeObject kept = subscription.cache().list().iterator().next();

      assertThat(kept.tree()).containsOnlyKeys("apiVersion", "kind", "metadata", "data");
      assertThat(kept.at("data")).isEqualTo(Map.of("k", "1"));
      assertThat(kept.labels()).containsOnlyKeys(Marks.OWNED, Marks.MANAGED_BY);
      assertThat(kept.annotations()).containsOnlyKeys(Marks.INSTANCE);
      assertThat(kept.uid()).isNotEmpty();
      assertThat(kept.at("metadata", "managedFields")).isNull();
    }
  }

  @Test
  void isSharedByAllWhoSubscribe(Sandbox sandbox) {
    List<Change> others = new CopyOnWriteArrayList<>();
    sandbox.resources("v1", "ConfigMap").create(labelled("a", "1"));

    var first = connected.watches.subscribe(target, DATA, changes::add);
    await().until(first.cache()::isSynced);
    var second = connected.watches.subscribe(target, DATA, others::add);

    await().until(() -> others.size() == 2);
    assertThat(others).extracting(WatchIT::told).containsExactly("+a=1", "synced");
    assertThat(connected.watches.states()).hasSize(1);
    assertThat(second.cache()).isSameAs(first.cache());

    first.close();
    sandbox.resources("v1", "ConfigMap").create(labelled("b", "1"));
    await().until(() -> others.size() == 3);
    assertThat(changes).hasSize(2);
    second.close();
    assertThat(connected.watches.states()).isEmpty();
  }

  @Test
  void showsOwnWritesAtOnceAndDoesNotEchoThem(Sandbox sandbox, ControlPlane controlPlane) {
    try (var proxy = FaultProxy.inFrontOf(controlPlane);
        var behindProxy = Connected.to(proxy.kubeconfig());
        var subscription = behindProxy.watches.subscribe(target, DATA, changes::add)) {
      ObjectCache cache = subscription.cache();
      await().until(cache::isSynced);
      proxy.stallWatches();

      KubeObject recorded = cache.recordWrite(apply(sandbox, "own"));

      assertThat(cache.get(reference(sandbox, "own"))).contains(recorded);
      proxy.resumeWatches();
      sandbox.resources("v1", "ConfigMap").create(labelled("foreign", "1"));
      await().until(() -> changes.size() == 2);
      assertThat(changes).extracting(WatchIT::told).containsExactly("synced", "+foreign=1");
      assertThat(cache.list()).extracting(KubeObject::name).containsExactly("foreign", "own");
    }
  }

  static String told(Change change) {
    return switch (change) {
      case Change.Upserted(KubeObject object) -> "+" + object.name() + "=" + object.at("data", "k");
      case Change.Deleted(KubeObject object) -> "-" + object.name();
      case Change.Synced() -> "synced";
      case Change.Unavailable(var reason, var message) -> reason.code();
    };
  }

  private static Map<String, Object> labelled(String name, String value) {
    return Map.of(
        "metadata", Map.of("name", name, "labels", Map.of("app", "test")),
        "data", Map.of("k", value));
  }

  private KubeObject apply(Sandbox sandbox, String name) {
    KubeObject manifest =
        KubeObject.of(
            Map.of(
                "apiVersion",
                "v1",
                "kind",
                "ConfigMap",
                "metadata",
                Map.of(
                    "name", name,
                    "namespace", sandbox.namespace(),
                    "labels", Map.of("app", "test")),
                "data",
                Map.of("k", "1")));
    WriteResult result = connected.objects.apply(manifest, new ApplyMode.Create());
    return assertThat(result).asInstanceOf(type(WriteResult.Done.class)).actual().object();
  }

  private static ObjectReference reference(Sandbox sandbox, String name) {
    return new ObjectReference(CONFIG_MAP, sandbox.namespace(), name);
  }
}
