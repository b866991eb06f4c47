package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.KindDirectory.Lookup;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.graph.FieldMask;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class MissingKindIT {

  /** Few retries: what is found is found because the definition was noticed. */
  private static final Map<String, String> FEW_RETRIES =
      Map.of("backoff-min", "2s", "backoff-max", "10m", "missing-kind-memory", "10m");

  /** Every question is asked anew. */
  private static final Map<String, String> NO_MEMORY = Map.of("missing-kind-memory", "1ms");

  @Test
  void isWatchedAsSoonAsItIsDefined(Sandbox sandbox, ControlPlane controlPlane) {
    var type = new GroupVersionKind(sandbox.group(), "v1", "Widget");
    List<Change> changes = new CopyOnWriteArrayList<>();
    List<String> groups = new CopyOnWriteArrayList<>();
    try (var connected = Connected.to(controlPlane.kubeconfig(), FEW_RETRIES);
        var definitions = connected.definitions();
        var subscription =
            connected.watches.subscribe(
                new WatchTarget(type, sandbox.namespace(), "", ""),
                FieldMask.of(List.of("spec")),
                changes::add)) {
      connected.kinds.onChange(groups::add);
      await().until(() -> !changes.isEmpty());
      assertThat(changes.getFirst())
          .isInstanceOfSatisfying(
              Change.Unavailable.class,
              unavailable -> assertThat(unavailable.reason()).isEqualTo(Reason.KIND_MISSING));
      assertThat(connected.kinds.find(type)).isEqualTo(new Lookup.Missing());
      await().until(definitions::isListed);

      define(sandbox);

      await().until(subscription.cache()::isSynced);
      assertThat(connected.kinds.find(type)).isEqualTo(new Lookup.Served("widgets", true));
      assertThat(groups).contains(sandbox.group());
      assertThat(subscription.cache().unavailable()).isEmpty();
      sandbox
          .resources(type.apiVersion(), "Widget")
          .create(Map.of("metadata", Map.of("name", "w"), "spec", Map.of("n", 1)));
      await().until(() -> !subscription.cache().list().isEmpty());

      sandbox
          .kubectl()
          .resources("apiextensions.k8s.io/v1", "CustomResourceDefinition")
          .delete("widgets." + sandbox.group());
      await().until(() -> subscription.cache().unavailable().isPresent());
      assertThat(subscription.cache().isSynced()).isFalse();
      assertThat(subscription.cache().list()).extracting(KubeObject::name).isEmpty();
      await().until(() -> connected.kinds.find(type).equals(new Lookup.Missing()));
    }
  }

  /** Who asked in vain must hear of it, although it is no news to whoever found it. */
  @Test
  void isToldWhenSomebodyElseFoundIt(Sandbox sandbox, ControlPlane controlPlane) {
    var type = new GroupVersionKind(sandbox.group(), "v1", "Widget");
    List<Lookup> whenTold = new CopyOnWriteArrayList<>();
    try (var connected = Connected.to(controlPlane.kubeconfig(), NO_MEMORY);
        var definitions = connected.definitions()) {
      assertThat(connected.kinds.find(type)).isEqualTo(new Lookup.Missing());
      await().until(definitions::isListed);
      connected.kinds.onChange(group -> whenTold.add(connected.kinds.find(type)));

      define(sandbox);

      var served = new Lookup.Served("widgets", true);
      await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> connected.kinds.find(type).equals(served));
      await().until(() -> whenTold.contains(served));
    }
  }

  private static void define(Sandbox sandbox) {
    sandbox
        .kubectl()
        .apply(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: widgets.%s}
            spec:
              group: %s
              scope: Namespaced
              names: {kind: Widget, plural: widgets, singular: widget}
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """
                .formatted(sandbox.group(), sandbox.group()));
  }
}
