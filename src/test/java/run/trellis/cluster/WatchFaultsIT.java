package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;
import run.trellis.testing.ApiRequest;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class WatchFaultsIT {

  private static final FieldMask DATA = FieldMask.of(List.of("data", "k"));

  private FaultProxy proxy;
  private Kubectl.Resources configMaps;
  private WatchTarget target;
  private final List<Change> changes = new CopyOnWriteArrayList<>();

  @BeforeEach
  void putTheProxyInFront(Sandbox sandbox, ControlPlane controlPlane) {
    proxy = FaultProxy.inFrontOf(controlPlane);
    configMaps = sandbox.resources("v1", "ConfigMap");
    target =
        new WatchTarget(
            GroupVersionKind.of("v1", "ConfigMap"), sandbox.namespace(), "app=test", "");
    create("a");
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  @Test
  void goesOnWhereItWasCut() {
    try (var connected = Connected.to(proxy.kubeconfig());
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);

      proxy.cutWatches();
      create("b");

      await().untilAsserted(() -> assertThat(told()).containsExactly("+a", "synced", "+b"));
      assertThat(proxy.count(WatchFaultsIT::listsAll)).isEqualTo(1);
    }
  }

  @Test
  void deliversEverythingThoughItIsCutAgainAndAgain() {
    proxy.on(ApiRequest::isWatch).does(new Fault.CutEvents(Duration.ofMillis(100)));
    try (var connected = Connected.to(proxy.kubeconfig());
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      for (int i = 0; i < 10; i++) {
        create("b" + i);
      }
      await()
          .untilAsserted(
              () ->
                  assertThat(subscription.cache().list()).extracting(KubeObject::name).hasSize(11));
    }
  }

  @Test
  void listsAnewWhenItsPlaceHasExpiredAndTellsWhatWent() {
    try (var connected = Connected.to(proxy.kubeconfig());
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);
      create("b");
      await().until(() -> subscription.cache().list().size() == 2);

      try (var resuming = proxy.on(WatchFaultsIT::resumes).does(Fault.expiredWatch())) {
        configMaps.delete("a");
        await().until(() -> subscription.cache().list().size() == 1);
        changes.clear();
        proxy.cutWatches();
        configMaps.delete("b");
        create("c");

        await().until(() -> resuming.hits() > 0 && told().contains("synced"));
      }
      // The new list may be asked for before or after "c" was created.
      await()
          .untilAsserted(
              () -> assertThat(told()).containsSubsequence("-b", "synced").contains("+c"));
    }
  }

  @Test
  void listsPageByPageWhereTheServerHasNoStreamingLists() {
    create("b");
    create("c");
    proxy.on(request -> request.query().containsKey("sendInitialEvents")).does(Fault.answer(422));
    try (var connected = Connected.to(proxy.kubeconfig(), Map.of("page-size", "2"));
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);

      assertThat(told()).containsExactly("+a", "+b", "+c", "synced");
      assertThat(proxy.count(request -> request.query().containsKey("limit"))).isEqualTo(2);
      create("d");
      await().until(() -> told().contains("+d"));
    }
  }

  @Test
  void givesUpAWatchThatFellSilentAndMissesNothing() {
    try (var connected =
            Connected.to(
                proxy.kubeconfig(), Map.of("watch-silence", "500ms", "watch-life-min", "5m"));
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);
      proxy.stallWatches();
      create("b");

      // A stalled watch stays silent; one that is begun anew is stalled as well, until all go on.
      await().until(() -> proxy.count(WatchFaultsIT::resumes) > 0);
      proxy.resumeWatches();

      await().until(() -> told().contains("+b"));
    }
  }

  @Test
  void waitsAsLongAsTheServerAsks() {
    var rule =
        proxy.on(ApiRequest::isWatch).times(1).does(Fault.tooManyRequests(Duration.ofSeconds(1)));
    long begin = System.nanoTime();
    try (var connected = Connected.to(proxy.kubeconfig());
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);

      assertThat(rule.hits()).isEqualTo(1);
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(1));
    }
  }

  @Test
  void asksForNothingWhileNothingHappens() {
    try (var connected = Connected.to(proxy.kubeconfig());
        var subscription = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(subscription.cache()::isSynced);
      proxy.forgetRequests();
      create("b");
      await().until(() -> told().contains("+b"));

      assertThat(proxy.requests()).isEmpty();
    }
  }

  @Test
  void listsAnewForAWiderMaskAndOnlyThen() {
    FieldMask more = FieldMask.of(List.of("data"));
    try (var connected = Connected.to(proxy.kubeconfig());
        var first = connected.watches.subscribe(target, DATA, changes::add)) {
      await().until(first.cache()::isSynced);
      try (var second = connected.watches.subscribe(target, DATA, change -> {})) {
        assertThat(second.cache().isSynced()).isTrue();
      }
      assertThat(proxy.count(WatchFaultsIT::listsAll)).isEqualTo(1);

      List<Change> others = new CopyOnWriteArrayList<>();
      try (var third = connected.watches.subscribe(target, more, others::add)) {
        await().until(() -> others.size() == 2);
        assertThat(third.cache().list().iterator().next().at("data"))
            .isEqualTo(Map.of("k", "1", "other", "2"));
        assertThat(proxy.count(WatchFaultsIT::listsAll)).isEqualTo(2);
      }
    }
  }

  private static boolean listsAll(ApiRequest request) {
    return request.isOf("configmaps")
        && (request.query().containsKey("sendInitialEvents") || request.isRead())
        && !"1".equals(request.query().get("limit"));
  }

  private static boolean resumes(ApiRequest request) {
    return request.isWatch() && request.query().containsKey("resourceVersion");
  }

  private List<String> told() {
    return changes.stream()
        .map(
            change ->
                switch (change) {
                  case Change.Upserted(KubeObject object) -> "+" + object.name();
                  case Change.Deleted(KubeObject object) -> "-" + object.name();
                  case Change.Synced() -> "synced";
                  case Change.Unavailable(var reason, var message) -> reason.code();
                })
        .toList();
  }

  private void create(String name) {
    configMaps.create(
        Map.of(
            "metadata", Map.of("name", name, "labels", Map.of("app", "test")),
            "data", Map.of("k", "1", "other", "2")));
  }
}
