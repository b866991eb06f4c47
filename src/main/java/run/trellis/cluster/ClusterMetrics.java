package run.trellis.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import run.trellis.api.GroupVersionKind;

/** What is measured of the traffic with the API server. Labels are bounded by the kinds in use. */
final class ClusterMetrics {

  private final MeterRegistry registry;

  ClusterMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** A request that was answered, or was not: then the code is 0. */
  void request(ApiRequest request, int code, long nanos) {
    Timer.builder("trellis.api.requests")
        .description("Requests to the API server, watches not counted")
        .tag("verb", request.verb().name().toLowerCase(Locale.ROOT))
        .tag("kind", request.kind())
        .tag("code", code == 0 ? "none" : Integer.toString(code))
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  void requestsUnderWay(Supplier<Number> number) {
    Gauge.builder("trellis.api.requests.active", number)
        .description("Requests that wait for the answer of the API server")
        .register(registry);
  }

  void watchEvent(GroupVersionKind type, String event) {
    count("trellis.watch.events", "Events that watches brought", type, "event", event);
  }

  void list(GroupVersionKind type, String cause) {
    count("trellis.watch.lists", "Complete lists that watches needed", type, "cause", cause);
  }

  void reconnect(GroupVersionKind type, String cause) {
    count(
        "trellis.watch.reconnects", "Times that a watch had to begin again", type, "cause", cause);
  }

  /** Numbers about all watches, asked for when they are read. */
  void watches(Supplier<Number> watches, Supplier<Number> objects, Supplier<Number> staleness) {
    Gauge.builder("trellis.watch.active", watches)
        .description("Watches that somebody holds")
        .register(registry);
    Gauge.builder("trellis.watch.objects", objects)
        .description("Objects in the caches of all watches")
        .register(registry);
    Gauge.builder("trellis.watch.staleness", staleness)
        .description("How long ago the most silent watch last heard from the API server")
        .baseUnit("seconds")
        .register(registry);
  }

  void event(String outcome) {
    Counter.builder("trellis.events")
        .description("Kubernetes events that were to be recorded, by what became of them")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  private void count(
      String name, String description, GroupVersionKind type, String tag, String value) {
    Counter.builder(name)
        .description(description)
        .tags(Tags.of("group", type.group(), "kind", type.kind(), tag, value))
        .register(registry)
        .increment();
  }
}
