package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class EventRecorderIT {

  @Test
  void countsRepeatsInsteadOfRepeatingThem(ControlPlane controlPlane, Sandbox sandbox) {
    var connected =
        Connected.to(
            controlPlane.kubeconfig(), Map.of("event-repeat", "200ms", "event-pause", "1ms"));
    var recorder = recorder(connected);
    recorder.start();
    KubeObject about = object(sandbox);

    recorder.warning(about, "ApplyDenied", "no");
    await().until(() -> events(sandbox).size() == 1);
    for (int i = 0; i < 50; i++) {
      recorder.warning(about, "ApplyDenied", "no");
    }
    recorder.normal(about, "AllReady", "yes");

    await()
        .until(
            () -> {
              // Counts go out with the next repeat that is due.
              recorder.warning(about, "ApplyDenied", "no");
              return events(sandbox).stream()
                  .mapToLong(EventRecorderIT::count)
                  .anyMatch(count -> count > 50);
            });
    assertThat(events(sandbox))
        .hasSize(2)
        .anySatisfy(
            event -> {
              assertThat(JsonTree.textAt(event, "reason")).isEqualTo("ApplyDenied");
              assertThat(JsonTree.textAt(event, "type")).isEqualTo("Warning");
              assertThat(JsonTree.textAt(event, "note")).isEqualTo("no");
              assertThat(JsonTree.textAt(event, "regarding", "uid")).isEqualTo("u-1");
            });
    recorder.stop();
  }

  @Test
  void dropsAndCountsWhatTheQueueCannotHold(ControlPlane controlPlane, Sandbox sandbox) {
    var connected = Connected.to(controlPlane.kubeconfig(), Map.of("event-queue", "2"));
    var recorder = recorder(connected);

    for (int i = 0; i < 5; i++) {
      recorder.normal(object(sandbox), "R", "message " + i);
    }

    assertThat(connected.meters.counter("trellis.events", "outcome", "dropped").count())
        .isEqualTo(3);
  }

  private static QueuedEvents recorder(Connected connected) {
    return new QueuedEvents(
        connected.settings,
        new EventSeries(
            connected.server,
            connected.settings,
            connected.metrics,
            InstantSource.system(),
            "test"),
        connected.metrics,
        InstantSource.system());
  }

  private static long count(Map<String, @Nullable Object> event) {
    return JsonTree.at(event, "series", "count") instanceof Long count ? count : 1;
  }

  private static List<Map<String, @Nullable Object>> events(Sandbox sandbox) {
    return sandbox.resources("events.k8s.io/v1", "Event").list();
  }

  private static KubeObject object(Sandbox sandbox) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            "apps.example.com/v1",
            "kind",
            "WebApplication",
            "metadata",
            Map.of("name", "shop", "namespace", sandbox.namespace(), "uid", "u-1")));
  }
}
