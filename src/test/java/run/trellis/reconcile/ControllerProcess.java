package run.trellis.reconcile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import run.trellis.TrellisApplication;

/**
 * The controller as a process of its own, which can be killed as a crash would, and is started
 * again as a cluster would.
 */
final class ControllerProcess implements AutoCloseable {

  private final Path kubeconfig;
  private Process process;
  private CompletableFuture<Void> restarted = CompletableFuture.completedFuture(null);
  private boolean closed;

  private ControllerProcess(Path kubeconfig) {
    this.kubeconfig = kubeconfig;
    this.process = launch();
  }

  static ControllerProcess start(Path kubeconfig) {
    ControllerProcess controller = new ControllerProcess(kubeconfig);
    controller.restartWhenItEnds();
    return controller;
  }

  /** Ends it at once, in the middle of whatever it does. */
  synchronized void kill() {
    process.destroyForcibly();
  }

  private synchronized void restartWhenItEnds() {
    restarted = process.onExit().thenRun(this::restart);
  }

  private synchronized void restart() {
    if (!closed) {
      process = launch();
      restartWhenItEnds();
    }
  }

  private Process launch() {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    try {
      return new ProcessBuilder(
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
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends it for good. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      process.destroyForcibly();
    }
    restarted.join();
  }
}
