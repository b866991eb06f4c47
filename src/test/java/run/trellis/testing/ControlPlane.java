package run.trellis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.opentest4j.TestAbortedException;
import run.trellis.api.JsonTree;

/**
 * A running control plane: real etcd, API server, controllers and scheduler as processes of this
 * machine, and nodes that only pretend. Tests that stop, freeze or restore parts of it want one of
 * their own ({@link WithControlPlane#own()}).
 */
public final class ControlPlane implements AutoCloseable {

  private static final AtomicInteger STARTED = new AtomicInteger();

  private final Path kubeconfig;
  private final ClusterAccess access;
  private final Kubectl kubectl;
  private final Optional<Processes> processes;
  private final boolean stays;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Where the processes of a control plane that the script started keep their files. */
  private record Processes(String name, Path workdir) {

    Path home() {
      return workdir.resolve("clusters").resolve(name);
    }
  }

  private ControlPlane(Path kubeconfig, Optional<Processes> processes, boolean stays) {
    this.kubeconfig = kubeconfig;
    this.access = ClusterAccess.from(kubeconfig);
    this.kubectl = Kubectl.of(kubeconfig);
    this.processes = processes;
    this.stays = stays;
  }

  /**
   * Starts one. It goes with {@link #close()}, with this process, or, if both fail, at the next
   * start.
   */
  public static ControlPlane start() {
    var pid = ProcessHandle.current().pid();
    var name = "test-%d-%d".formatted(pid, STARTED.incrementAndGet());
    var workdir = LocalCluster.root().resolve("target/control-planes").resolve(name);
    var kubeconfig = workdir.resolve("kubeconfig");
    LocalCluster.run("sweep");
    LocalCluster.run(
        "start",
        name,
        "--workdir",
        workdir.toString(),
        "--kubeconfig",
        kubeconfig.toString(),
        "--owner",
        Long.toString(pid),
        "--audit",
        "--unsafe-no-fsync");
    var controlPlane =
        new ControlPlane(kubeconfig, Optional.of(new Processes(name, workdir)), false);
    Runtime.getRuntime().addShutdownHook(new Thread(controlPlane::close));
    return controlPlane;
  }

  /** One that somebody keeps running, such as {@code make cluster}. */
  static ControlPlane running(Path kubeconfig) {
    var workdir = kubeconfig.toAbsolutePath().getParent();
    return new ControlPlane(
        kubeconfig, Optional.ofNullable(workdir).flatMap(ControlPlane::processesIn), true);
  }

  private static Optional<Processes> processesIn(Path workdir) {
    var clusters = workdir.resolve("clusters");
    if (!Files.isDirectory(clusters)) {
      return Optional.empty();
    }
    try (var children = Files.list(clusters)) {
      return children
          .findFirst()
          .map(home -> new Processes(home.getFileName().toString(), workdir));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A kubeconfig with all rights. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** The API server's address. */
  public URI server() {
    return access.server();
  }

  /** A client with all rights. */
  public Kubectl kubectl() {
    return kubectl;
  }

  /** Whether it goes on after the tests, so that they have to tidy up. */
  boolean stays() {
    return stays;
  }

  /**
   * A kubeconfig of a service account, which is created if need be. It has no rights but those that
   * a test binds to {@code system:serviceaccount:<namespace>:<name>}, and the audit log knows its
   * requests by that name.
   */
  public Path kubeconfigOf(String namespace, String serviceAccount) {
    var accounts = kubectl.resources("v1", "ServiceAccount").in(namespace);
    accounts.apply(Map.of("metadata", Map.of("name", serviceAccount)));
    var token =
        kubectl.request(
            "POST",
            accounts.path(serviceAccount) + "/token",
            Map.of(
                "apiVersion", "authentication.k8s.io/v1", "kind", "TokenRequest", "spec", Map.of()),
            "application/json");
    return Kubeconfigs.withToken(
        server(), certificateAuthority(), JsonTree.textAt(token, "status", "token"));
  }

  /** The audit log. Each request is in it when it has been answered. */
  public AuditLog auditLog() {
    return new AuditLog(home().resolve("logs/audit.log"));
  }

  /** What a component has logged. */
  public Path log(Component component) {
    return home().resolve("logs").resolve(component.id() + ".log");
  }

  /** Kills a component, as a crash would. */
  public void kill(Component component) {
    process(component)
        .ifPresent(
            process -> {
              process.destroyForcibly();
              // Where nobody buries the dead, one stays in the process table, but without a
              // command.
              Awaitility.await(component + " to be gone")
                  .until(() -> !process.isAlive() || process.info().command().isEmpty());
            });
    try {
      Files.deleteIfExists(pidFile(component));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts every component that is not running, and waits until the API server is ready. */
  public void startMissing() {
    kwokctl("start", "cluster");
    awaitReady();
  }

  /**
   * Stops a component's time: its connections stay open, and nothing moves, until the result is
   * closed.
   */
  public Frozen freeze(Component component) {
    var pid =
        process(component)
            .map(ProcessHandle::pid)
            .orElseThrow(() -> new IllegalStateException(component + " is not running"));
    signal("STOP", pid);
    // The signal is only a request: its threads stop one by one.
    Awaitility.await(component + " to stop")
        .pollDelay(Duration.ZERO)
        .until(() -> allThreadsAreStopped(pid));
    return () -> signal("CONT", pid);
  }

  /** A component whose time is stopped. */
  @FunctionalInterface
  public interface Frozen extends AutoCloseable {

    /** Lets it go on. */
    @Override
    void close();
  }

  /** Saves everything the control plane stores. */
  public Path saveSnapshot() {
    var snapshot = local().workdir().resolve("snapshot-" + STARTED.incrementAndGet() + ".db");
    kwokctl("snapshot", "save", "--format", "etcd", "--path", snapshot.toString());
    return snapshot;
  }

  /** Goes back to a snapshot: later objects are gone, and resource versions go backwards. */
  public void restoreSnapshot(Path snapshot) {
    // Asked to stop after its etcd is gone, as kwokctl would do, the API server hangs for a minute.
    kill(Component.API_SERVER);
    kwokctl("snapshot", "restore", "--format", "etcd", "--path", snapshot.toString());
    awaitReady();
  }

  /** Waits until the API server says that it is ready. */
  public void awaitReady() {
    Awaitility.await("the API server to be ready")
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptions()
        .until(() -> JsonTree.textAt(kubectl.read("/readyz"), "text").equals("ok"));
  }

  /** Deletes it, if it was started for tests. */
  @Override
  public void close() {
    if (!stays && closed.compareAndSet(false, true)) {
      processes.ifPresent(
          it -> LocalCluster.run("stop", it.name(), "--workdir", it.workdir().toString()));
    }
  }

  private Path certificateAuthority() {
    return home().resolve("pki/ca.crt");
  }

  private Path home() {
    return local().home();
  }

  private Processes local() {
    return processes.orElseThrow(
        () ->
            new TestAbortedException(
                "needs a control plane whose processes are known: make cluster"));
  }

  private void kwokctl(String... arguments) {
    var it = local();
    var all = new ArrayList<>(List.of("kwokctl", it.name(), "--workdir", it.workdir().toString()));
    all.addAll(List.of(arguments));
    LocalCluster.run(all.toArray(String[]::new));
  }

  private Path pidFile(Component component) {
    return home().resolve("pids").resolve(component.id() + ".pid");
  }

  private Optional<ProcessHandle> process(Component component) {
    var pidFile = pidFile(component);
    try {
      return Files.exists(pidFile)
          ? ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean allThreadsAreStopped(long pid) throws IOException {
    var threads = Path.of("/proc", Long.toString(pid), "task");
    if (!Files.isDirectory(threads)) {
      // Not a Linux: only the process as a whole can be asked for.
      var ps = new ProcessBuilder("ps", "-o", "state=", "-p", Long.toString(pid)).start();
      return ps.inputReader().readAllAsString().startsWith("T");
    }
    try (var all = Files.list(threads)) {
      return all.allMatch(ControlPlane::isStopped);
    }
  }

  private static boolean isStopped(Path thread) {
    try {
      var stat = Files.readString(thread.resolve("stat"));
      // The state follows the command, which is in parentheses and may hold anything.
      return stat.charAt(stat.lastIndexOf(')') + 2) == 'T';
    } catch (IOException _) {
      // A thread that ended meanwhile.
      return true;
    }
  }

  private static void signal(String name, long pid) {
    try {
      var kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).inheritIO().start();
      if (kill.waitFor() != 0) {
        throw new IllegalStateException("cannot send " + name + " to process " + pid);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
