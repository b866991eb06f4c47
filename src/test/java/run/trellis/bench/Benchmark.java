package run.trellis.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import run.trellis.api.JsonTree;
import run.trellis.testing.ControlPlane;

/**
 * Measures what Trellis costs, beside the least that its work can cost: {@code make bench}. It
 * tells what is, and fails on no number.
 *
 * <p>Arguments: the number of instances, 100 if there is none; {@code --floor} or {@code
 * --compiler} to measure nothing but the floor or the compiler.
 */
public final class Benchmark {

  private static final Path PROCESS_LOG = Path.of("target/bench.log");
  private static final Path RESULT = Path.of("target/bench.json");
  private static final int WARM_UP = 50;

  private final ControlPlane controlPlane;
  private final Report report;
  private final int instances;

  private Benchmark(ControlPlane controlPlane, int instances) {
    this.controlPlane = controlPlane;
    this.instances = instances;
    var version = controlPlane.kubectl().read("/version");
    this.report =
        new Report(Machine.here(JsonTree.textAt(version, "gitVersion")), instances, System.out);
  }

  public static void main(String[] arguments) throws Exception {
    var options = List.of(arguments);
    Optional<String> number = options.stream().filter(it -> !it.startsWith("--")).findFirst();
    Files.deleteIfExists(PROCESS_LOG);
    boolean floorOnly = options.contains("--floor");
    // While nothing else runs.
    List<Measurement> compiler = floorOnly ? List.of() : CompilerRun.measure();
    if (options.contains("--compiler")) {
      compiler.forEach(it -> System.out.println(Report.line(it)));
      return;
    }
    try (var controlPlane = ControlPlane.start()) {
      var benchmark = new Benchmark(controlPlane, number.map(Integer::parseInt).orElse(100));
      compiler.forEach(benchmark.report::add);
      benchmark.roomForServices();
      var floor = benchmark.floor();
      if (!floorOnly) {
        benchmark.trellis(floor);
      }
      benchmark.report.write(RESULT);
    }
  }

  /** The control plane comes with 254 addresses for services. */
  private void roomForServices() {
    controlPlane
        .kubectl()
        .apply(
            """
            apiVersion: networking.k8s.io/v1
            kind: ServiceCIDR
            metadata: {name: bench}
            spec: {cidrs: [10.128.0.0/14]}
            """);
    controlPlane
        .kubectl()
        .resources("networking.k8s.io/v1", "ServiceCIDR")
        .awaitCondition("bench", "Ready", "True");
  }

  private Floor.Result floor() {
    var kubectl = controlPlane.kubectl();
    var definition = kubectl.apply(BenchGraphs.bundleDefinition());
    kubectl.resources(Bundle.API_VERSION, Bundle.KIND).whenServed();
    var floor = new Floor(PlainClient.of(controlPlane.kubeconfig()), kubectl);
    // Neither the client nor the server is to be measured cold.
    floor.measure(WARM_UP, 16);
    var best =
        Stream.of(4, 16, 32)
            .map(inFlight -> floor.measure(instances, inFlight))
            .peek(report::add)
            .min(Comparator.comparing(Floor.Result::time))
            .orElseThrow();
    var name = JsonTree.textAt(definition, "metadata", "name");
    var definitions = kubectl.resources("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    // Trellis has to bring its own.
    definitions.delete(name);
    Patience.untilAbsent(definitions, name);
    return best;
  }

  private void trellis(Floor.Result floor) {
    try (var run = new TrellisRun(controlPlane, PROCESS_LOG, instances, report)) {
      run.create(floor);
      run.idle();
      run.edit();
      run.chain();
      run.repair();
      run.delete();
    }
  }
}
