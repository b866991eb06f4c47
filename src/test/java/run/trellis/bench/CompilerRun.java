package run.trellis.bench;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * The compiler by itself, in processes of its own: with the optimizing compiler of Java, and as the
 * shipped Deployment runs it, which does without for the sake of memory.
 */
final class CompilerRun {

  /** The longest that a graph of twenty nodes may take, in microseconds. */
  private static final double AIM = 1000;

  private static final String COMPILE = "compile";

  private CompilerRun() {}

  /** Measures for about half a minute. */
  static List<Measurement> measure() throws RunnerException {
    List<Measurement> measurements = new ArrayList<>();
    run("compile|read", List.of("-XX:+UseSerialGC")).stream()
        .map(CompilerRun::warm)
        .forEach(measurements::add);
    run("compile|first", ShippedOptions.read()).stream()
        .map(CompilerRun::shipped)
        .forEach(measurements::add);
    return measurements;
  }

  private static List<Result<?>> run(String benchmarks, List<String> jvmOptions)
      throws RunnerException {
    var options =
        new OptionsBuilder()
            .include(CompileBenchmark.class.getSimpleName() + "\\.(" + benchmarks + ")$")
            .jvmArgs(jvmOptions.toArray(String[]::new))
            // For JMH.
            .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    List<Result<?>> results = new ArrayList<>();
    new Runner(options).run().forEach(result -> results.add(result.getPrimaryResult()));
    return results;
  }

  private static Measurement warm(Result<?> result) {
    return result.getLabel().equals(COMPILE)
        ? measurement("20 nodes compiled, warm", result).aim(AIM)
        : measurement("their text read, warm", result);
  }

  private static Measurement shipped(Result<?> result) {
    return result.getLabel().equals(COMPILE)
        ? measurement("compiled, warm, as shipped", result)
        : measurement("read and compiled, cold, shipped", result);
  }

  private static Measurement measurement(String what, Result<?> result) {
    return Measurement.of(what, result.getScore(), result.getScoreUnit().replace("/op", ""));
  }
}
