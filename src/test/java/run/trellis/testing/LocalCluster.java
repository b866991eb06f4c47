package run.trellis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The script that starts control planes, for {@code make run} and for tests alike. */
final class LocalCluster {

  private static final Path PATH = Path.of("config/local-cluster/local-cluster");

  /** The outcome of a call that may fail. */
  record Outcome(int exitCode, String output, String messages) {}

  private LocalCluster() {}

  /** The root of the checkout, from wherever inside it the tests were started. */
  static Path root() {
    return Stream.iterate(Path.of("").toAbsolutePath(), dir -> dir != null, Path::getParent)
        .filter(dir -> Files.isExecutable(dir.resolve(PATH)))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no " + PATH + " here or above"));
  }

  /**
   * Runs the script, and returns what it printed. Its messages go to the test's own error stream.
   */
  static String run(String... arguments) {
    var process = start(root().resolve(PATH), Map.of(), ProcessBuilder.Redirect.INHERIT, arguments);
    var output = read(process);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "local-cluster %s failed; see above".formatted(String.join(" ", arguments)));
    }
    return output;
  }

  /** Runs any copy of the script in a changed environment, and returns how it went. */
  static Outcome attempt(Path script, Map<String, String> environment, String... arguments) {
    try {
      var messages = Files.createTempFile("local-cluster", ".err");
      var process =
          start(script, environment, ProcessBuilder.Redirect.to(messages.toFile()), arguments);
      var output = read(process);
      var outcome = new Outcome(process.exitValue(), output, Files.readString(messages));
      Files.delete(messages);
      return outcome;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process start(
      Path script,
      Map<String, String> environment,
      ProcessBuilder.Redirect messages,
      String... arguments) {
    List<String> command = new ArrayList<>(List.of(script.toString()));
    command.addAll(List.of(arguments));
    var builder = new ProcessBuilder(command).redirectError(messages);
    builder.environment().putAll(environment);
    try {
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + script, e);
    }
  }

  private static String read(Process process) {
    try (var output = process.inputReader()) {
      var text = output.readAllAsString();
      process.waitFor();
      return text.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
