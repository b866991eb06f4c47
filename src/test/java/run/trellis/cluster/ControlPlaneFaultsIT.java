package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;
import run.trellis.testing.Component;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** What happens to the API server and its storage themselves. */
@WithControlPlane(own = true)
class ControlPlaneFaultsIT {

  private static final GroupVersionKind CONFIG_MAP = GroupVersionKind.of("v1", "ConfigMap");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  private Kubectl.Resources configMaps;
  private WatchTarget target;
  private final List<Change> changes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void prepare(Sandbox sandbox) {
    configMaps = sandbox.resources("v1", "ConfigMap");
    target = new WatchTarget(CONFIG_MAP, sandbox.namespace(), "app=test", "");
    create("a");
  }

  @Test
  void noticesAFrozenServerAndGoesOnWhenItMoves(ControlPlane controlPlane, Sandbox sandbox) {
    var settings = Map.of("watch-silence", "2s", "ping-interval", "10s", "request-timeout", "2s");
    try (var connected = Connected.to(controlPlane.kubeconfig(), settings);
        var subscription = connected.watches.subscribe(target, FieldMask.NOTHING, changes::add)) {
      await().until(subscription.cache()::isSynced);

      try (var _ = controlPlane.freeze(Component.API_SERVER)) {
        await().atMost(PATIENCE).until(() -> !problem(connected).isEmpty());
        await().atMost(PATIENCE).until(() -> !subscription.cache().isFresh());
        assertThat(connected.objects.get(reference(sandbox, "a")))
            .isInstanceOfSatisfying(
                ReadResult.Refused.class,
                refused -> assertThat(refused.reason()).isEqualTo(Reason.APPLY_UNAVAILABLE));
      }

      await().atMost(PATIENCE).until(() -> problem(connected).isEmpty());
      create("b");
      await().atMost(PATIENCE).until(() -> subscription.cache().list().size() == 2);
      assertThat(subscription.cache().isFresh()).isTrue();
    }
  }

  @Test
  void dropsWhatARestoredServerNoLongerHas(ControlPlane controlPlane, Sandbox sandbox) {
    Path snapshot = controlPlane.saveSnapshot();
    try (var connected = Connected.to(controlPlane.kubeconfig());
        var subscription = connected.watches.subscribe(target, FieldMask.NOTHING, changes::add)) {
      create("phantom");
      configMaps.patch("a", Map.of("data", Map.of("k", "2")));
      await().until(() -> subscription.cache().list().size() == 2);

      controlPlane.restoreSnapshot(snapshot);

      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(subscription.cache().list())
                      .extracting(KubeObject::name)
                      .containsExactly("a"));
      assertThat(changes)
          .anySatisfy(
              change ->
                  assertThat(change)
                      .isInstanceOfSatisfying(
                          Change.Deleted.class,
                          deleted -> assertThat(deleted.object().name()).isEqualTo("phantom")));
      create("after");
      await().atMost(PATIENCE).until(() -> subscription.cache().list().size() == 2);
    }
  }

  @Test
  void resumesAfterTheServerWasKilled(ControlPlane controlPlane) {
    try (var connected = Connected.to(controlPlane.kubeconfig());
        var subscription = connected.watches.subscribe(target, FieldMask.NOTHING, changes::add)) {
      await().until(subscription.cache()::isSynced);

      controlPlane.kill(Component.API_SERVER);
      await().atMost(PATIENCE).until(() -> !problem(connected).isEmpty());
      controlPlane.startMissing();
      create("b");

      await().atMost(PATIENCE).until(() -> subscription.cache().list().size() == 2);
      assertThat(changes).filteredOn(change -> change instanceof Change.Deleted).isEmpty();
    }
  }

  private static String problem(Connected connected) {
    return connected.watches.states().getFirst().problem();
  }

  private static ObjectReference reference(Sandbox sandbox, String name) {
    return new ObjectReference(CONFIG_MAP, sandbox.namespace(), name);
  }

  private void create(String name) {
    configMaps.create(Map.of("metadata", Map.of("name", name, "labels", Map.of("app", "test"))));
  }
}
