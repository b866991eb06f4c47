package run.trellis.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Trellis as a process of its own, with the options and the memory that it is shipped with. */
final class TrellisProcess implements AutoCloseable {

  private static final int CLOCK_TICKS_PER_SECOND = 100;

  private static final Path APP = Path.of("target/app");
  private static final Path CACHE = APP.resolve("trellis.aot");

  private final Process process;
  private final Path log;

  private TrellisProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Unpacked, with the cache of classes and profiles that {@code make aot} prepares. */
  static TrellisProcess startPrepared(Path kubeconfig, Path log) {
    return start(APP.resolve("trellis.jar"), List.of("-XX:AOTCache=" + CACHE), kubeconfig, log);
  }

  /** The jar as the build makes it, without any preparation. */
  static TrellisProcess startPlain(Path kubeconfig, Path log) {
    return start(Path.of("target/trellis.jar"), List.of(), kubeconfig, log);
  }

  private static TrellisProcess start(Path jar, List<String> options, Path kubeconfig, Path log) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ShippedOptions.read());
    command.addAll(options);
    command.addAll(
        List.of("-jar", jar.toString(), "--server.address=127.0.0.1", "--server.port=0"));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().put("KUBECONFIG", kubeconfig.toString());
    try {
      return new TrellisProcess(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + jar, e);
    }
  }

  /** Fails if the process has ended by itself. */
  void requireAlive() {
    if (!process.isAlive()) {
      throw new IllegalStateException(
          "Trellis ended with %d; see %s".formatted(process.exitValue(), log));
    }
  }

  /** Resident memory now. */
  double residentMebibytes() {
    return mebibytes("VmRSS:");
  }

  /** The most memory that was ever resident. */
  double peakMebibytes() {
    return mebibytes("VmHWM:");
  }

  /** Processor time of all threads since the start. */
  Duration processorTime() {
    var stat = read("stat");
    // Fields are counted behind the command, which is in parentheses and may hold anything.
    var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    return Duration.ofMillis(ticks * 1000 / CLOCK_TICKS_PER_SECOND);
  }

  private double mebibytes(String field) {
    return read("status")
        .lines()
        .filter(line -> line.startsWith(field))
        .map(line -> line.replaceAll("\\D", ""))
        .mapToDouble(kibibytes -> Double.parseDouble(kibibytes) / 1024)
        .findFirst()
        .orElse(Double.NaN);
  }

  private String read(String file) {
    requireAlive();
    try {
      return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
    } catch (IOException e) {
      throw new UncheckedIOException("only Linux tells what a process uses", e);
    }
  }

  /** Asks it to end, and waits until it has. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
