package run.trellis.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import run.trellis.TrellisApplication;

/** The controller as a process of its own, which can be killed as a crash would. */
final class ControllerProcess implements AutoCloseable {

  private final Process process;

  private ControllerProcess(Process process) {
    this.process = process;
  }

  static ControllerProcess start(Path kubeconfig) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      return new ControllerProcess(
          new ProcessBuilder(
                  java,
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  TrellisApplication.class.getName(),
                  "--spring.main.web-application-type=none",
                  "--trellis.cluster.backoff-min=20ms",
                  "--trellis.cluster.backoff-max=500ms",
                  "--trellis.reconcile.backoff-max=2s",
                  "--trellis.cluster.kubeconfig=" + kubeconfig)
              .redirectErrorStream(true)
              .redirectOutput(Redirect.DISCARD)
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it at once, in the middle of whatever it does. */
  void kill() {
    process.destroyForcibly();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    kill();
    try {
      process.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
