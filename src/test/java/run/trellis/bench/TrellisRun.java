package run.trellis.bench;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import run.trellis.api.JsonTree;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;

/**
 * Trellis at work on many instances of the bundle graph, from the first start to the last delete.
 */
final class TrellisRun implements AutoCloseable {

  private static final String NAMESPACE = "bench";
  private static final Duration QUIET = Duration.ofSeconds(30);
  private static final Duration BREATH = Duration.ofSeconds(5);
  private static final InFlight CLIENTS = new InFlight(16);
  private static final int CHAINS = 5;

  private final Path processLog;
  private final Path kubeconfig;
  private final Kubectl kubectl;
  private final PlainClient client;
  private final RequestLog requests;
  private final List<String> names;
  private final Report report;
  private TrellisProcess process;
  private final InstanceWatch watch;

  /** Installs and starts Trellis, and waits until it serves the graphs. */
  TrellisRun(ControlPlane controlPlane, Path processLog, int instances, Report report) {
    this.processLog = processLog;
    this.kubectl = controlPlane.kubectl();
    this.client = PlainClient.of(controlPlane.kubeconfig());
    this.requests = new RequestLog(controlPlane.auditLog());
    this.names = Bundle.names(instances);
    this.report = report;
    this.kubeconfig = Installation.on(controlPlane);
    kubectl.apply(BenchGraphs.GRANT);
    kubectl.resources("v1", "Namespace").create(Map.of("metadata", Map.of("name", NAMESPACE)));
    this.process = TrellisProcess.startPrepared(kubeconfig, processLog);
    serve(BenchGraphs.BUNDLE, "bench-bundle");
    serve(BenchGraphs.CHAIN, "bench-chain");
    this.watch = InstanceWatch.start(client, Bundle.collection(NAMESPACE));
  }

  private void serve(String graph, String name) {
    kubectl.apply(graph);
    var graphs = kubectl.resources("trellis.run/v1alpha1", "ResourceGraph");
    Patience.until(
        "the API of " + name,
        () -> {
          process.requireAlive();
          var served = graphs.get(name);
          if (!JsonTree.listAt(served, "status", "problems").isEmpty()) {
            throw new IllegalStateException(
                name + " is refused: " + JsonTree.at(served, "status", "problems"));
          }
          return Conditions.hold(served, "Established");
        });
  }

  /** Creates all instances, as fast as clients can. */
  void create(Floor.Result floor) {
    var mark = requests.mark();
    var processorTime = process.processorTime();
    Map<String, Long> asked = new ConcurrentHashMap<>();
    var stopwatch = Stopwatch.start();
    CLIENTS.each(
        names,
        name -> {
          asked.put(name, System.nanoTime());
          client.create(Bundle.collection(NAMESPACE), Bundle.instance(name));
        });
    var created = stopwatch.elapsed();
    var ready = watch.awaitReady(names, 1);
    var all = stopwatch.until(Collections.max(ready.values()));
    var latencies = Latencies.between(asked, ready);
    report.add("clients done with creating", seconds(created), "s");
    report.add("all ready", seconds(all), "s");
    var ratio =
        Measurement.of("all ready, to the floor", seconds(all) / seconds(floor.time()), "×");
    report.add(names.size() >= 1000 ? ratio.aim(1.5) : ratio);
    report.add("one instance, p50", latencies.percentile(50), "s");
    report.add("one instance, p95", latencies.percentile(95), "s");
    settle();
    var count = requests.since(mark);
    var perCreate = count("create", count, names);
    report.add(perCreate.getFirst());
    report.add(perCreate.getLast().aim(8));
    report.add(
        "processor time to create", seconds(process.processorTime().minus(processorTime)), "s");
  }

  /** Leaves everything alone, once the events of what was done are written. */
  void idle() {
    var stopwatch = Stopwatch.start();
    Patience.until("the last event", this::isStill);
    report.add("until the last event", seconds(stopwatch.elapsed().minus(BREATH)), "s");
    var mark = requests.mark();
    Awaitility.await().pollDelay(QUIET).atMost(QUIET.multipliedBy(2)).until(() -> true);
    var count = requests.since(mark);
    report.requests("converged", count);
    report.add(
        Measurement.of("requests in " + QUIET.toSeconds() + " s converged", count.per(1), "")
            .aim(0));
    report.add(Measurement.of("resident memory", process.residentMebibytes(), "MiB").aim(256));
    report.add(Measurement.of("most memory ever", process.peakMebibytes(), "MiB").aim(256));
  }

  private boolean isStill() {
    var mark = requests.mark();
    Awaitility.await().pollDelay(BREATH).atMost(BREATH.multipliedBy(2)).until(() -> true);
    return requests.since(mark).total() == 0;
  }

  /** Changes a field that ends up in one object, of up to a hundred instances. */
  void edit() {
    var some = names.subList(0, Math.min(100, names.size()));
    var mark = requests.mark();
    Map<String, Long> asked = new ConcurrentHashMap<>();
    CLIENTS.each(
        some,
        name -> {
          asked.put(name, System.nanoTime());
          client.merge(
              Bundle.collection(NAMESPACE) + "/" + name, Map.of("spec", Map.of("note", "second")));
        });
    var ready = watch.awaitReady(some, 2);
    report.add("one edit, p95", Latencies.between(asked, ready).percentile(95), "s");
    settle();
    count("edit", requests.since(mark), some).forEach(report::add);
  }

  /** A chain of ten objects, one instance after the other. */
  void chain() {
    var collection = "/apis/bench.example.com/v1alpha1/namespaces/" + NAMESPACE + "/chains";
    List<Duration> times = new ArrayList<>();
    try (var chains = InstanceWatch.start(client, collection)) {
      for (int i = 0; i < CHAINS; i++) {
        var name = "chain-" + i;
        var stopwatch = Stopwatch.start();
        client.create(
            collection,
            Map.of(
                "apiVersion",
                Bundle.API_VERSION,
                "kind",
                "Chain",
                "metadata",
                Map.of("name", name)));
        var ready = chains.awaitReady(List.of(name), 1);
        times.add(stopwatch.until(ready.getOrDefault(name, 0L)));
      }
    }
    report.add(
        Measurement.of("chain of 10, median", Latencies.of(times).percentile(50), "s").aim(0.3));
  }

  /** Stops Trellis, changes an object behind its back, and starts it again: both ways to start. */
  void repair() {
    var plain = repair(() -> TrellisProcess.startPlain(kubeconfig, processLog));
    report.add("start of the plain jar to repair", seconds(plain), "s");
    var prepared = repair(() -> TrellisProcess.startPrepared(kubeconfig, processLog));
    report.add(Measurement.of("process start to repair", seconds(prepared), "s").aim(3));
  }

  private Duration repair(Supplier<TrellisProcess> start) {
    process.close();
    var secrets = kubectl.resources("v1", "Secret").in(NAMESPACE);
    var name = names.getFirst();
    var right = JsonTree.textAt(secrets.get(name), "data", "token");
    var wrong = Base64.getEncoder().encodeToString("wrong".getBytes(StandardCharsets.UTF_8));
    secrets.patch(name, Map.of("data", Map.of("token", wrong)));
    var stopwatch = Stopwatch.start();
    process = start.get();
    Patience.until(
        "the repair",
        () -> {
          process.requireAlive();
          return JsonTree.textAt(secrets.get(name), "data", "token").equals(right);
        });
    return stopwatch.elapsed();
  }

  /** Deletes all instances. */
  void delete() {
    var mark = requests.mark();
    var stopwatch = Stopwatch.start();
    CLIENTS.each(names, name -> client.delete(Bundle.collection(NAMESPACE) + "/" + name));
    watch.awaitGone(names);
    report.add("all deleted", seconds(stopwatch.elapsed()), "s");
    settle();
    count("delete", requests.since(mark), names).forEach(report::add);
  }

  private List<Measurement> count(String what, RequestLog.Count count, Collection<?> of) {
    report.requests(what, count);
    return List.of(
        Measurement.of("requests per " + what, count.per(of.size()), ""),
        Measurement.of("  of its objects and itself", count.onInstances().per(of.size()), ""));
  }

  /** Late requests count too. */
  private static void settle() {
    Awaitility.await().pollDelay(2, SECONDS).until(() -> true);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  @Override
  public void close() {
    watch.close();
    process.close();
  }
}
