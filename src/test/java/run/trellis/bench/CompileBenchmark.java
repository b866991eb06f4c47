package run.trellis.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import run.trellis.api.GraphDefinition;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.cluster.BundledCluster;
import run.trellis.graph.Compilation;
import run.trellis.graph.GraphCompiler;
import run.trellis.reconcile.graph.LiveCatalog;

/**
 * What the compiler takes for a graph of twenty nodes, whose kinds all have schemas; {@link
 * CompilerRun} runs it.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CompileBenchmark {

  /** What a process has that compiled graphs before. */
  @State(Scope.Benchmark)
  public static class Warm {
    final GraphCompiler compiler = GraphCompiler.ofAllLanguages();
    final BundledCluster schemas = new BundledCluster();
    final GraphDefinition definition = definition();
  }

  /**
   * A definition that was read, with schemas that were loaded and whose types were read before. The
   * controller loads them for each compilation, from the API server.
   */
  @Benchmark
  public Compilation compile(Warm warm) {
    return accepted(warm.compiler, warm.definition, warm.schemas);
  }

  /** From the text of a file. */
  @Benchmark
  @Warmup(iterations = 2, time = 1)
  @Measurement(iterations = 2, time = 1)
  public GraphDefinition read() {
    return definition();
  }

  /** The first graph of a process: it loads classes and schemas, and reads the text. */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Fork(3)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public Compilation first() {
    return accepted(GraphCompiler.ofAllLanguages(), definition(), new BundledCluster());
  }

  static GraphDefinition definition() {
    return ResourceGraphReader.readText(BenchGraphs.PLATFORM)
        .graphs()
        .getFirst()
        .definition()
        .orElseThrow();
  }

  private static Compilation accepted(
      GraphCompiler compiler, GraphDefinition definition, BundledCluster schemas) {
    var compilation = compiler.compile(definition, new LiveCatalog(schemas, schemas));
    if (compilation instanceof Compilation.Rejected(var problems)) {
      throw new IllegalStateException("the graph of the benchmark is wrong: " + problems);
    }
    return compilation;
  }
}
