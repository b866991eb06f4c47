package run.trellis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a client and the API server, counts what passes, and spoils what a test wants
 * spoiled. Clients speak plain HTTP/1.1 to it, with the kubeconfig it writes; those without a token
 * have all rights.
 *
 * <pre>{@code
 * try (var proxy = FaultProxy.inFrontOf(controlPlane)) {
 *     proxy.on(request -> request.isWrite()).times(3).does(Fault.answer(503));
 *     // … run something with proxy.kubeconfig() …
 *     assertThat(proxy.count(request -> request.isOf("configmaps"))).isEqualTo(4);
 * }
 * }</pre>
 */
public final class FaultProxy implements AutoCloseable {

  private final ClusterAccess access;
  private final HttpClient identified;
  private final HttpClient anonymous;
  private final ServerSocket listener;
  private final Path kubeconfig;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<ApiRequest> seen = new ArrayList<>();
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final Set<WatchStream> watches = ConcurrentHashMap.newKeySet();
  private final Gate watchGate = new Gate();
  private long forgotten;

  private FaultProxy(Path upstream) throws IOException {
    access = ClusterAccess.from(upstream);
    identified = access.client(access.identified());
    // A certificate would win over the token of the request.
    anonymous = access.client(access.trusting());
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    kubeconfig = Kubeconfigs.plain(server(), access.token());
  }

  /** Starts one; it takes its own certificate or token from the control plane's kubeconfig. */
  public static FaultProxy inFrontOf(ControlPlane controlPlane) {
    return inFrontOf(controlPlane.kubeconfig());
  }

  /** Starts one in front of whatever a kubeconfig names. */
  public static FaultProxy inFrontOf(Path kubeconfig) {
    try {
      var proxy = new FaultProxy(kubeconfig);
      Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
      return proxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The proxy's own address. */
  public URI server() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  /** A kubeconfig that leads through the proxy. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** A client that goes through the proxy. */
  public Kubectl kubectl() {
    return Kubectl.of(kubeconfig);
  }

  /** Begins a rule. Of several rules that fit a request, the first that was made is used. */
  public Rule on(Predicate<ApiRequest> requests) {
    return new Rule(requests);
  }

  /** All requests so far, in the order in which they arrived. */
  public List<ApiRequest> requests() {
    synchronized (seen) {
      return List.copyOf(seen);
    }
  }

  /** All requests that fit, so far. */
  public long count(Predicate<ApiRequest> requests) {
    return requests().stream().filter(requests).count();
  }

  /** Forgets the requests so far; their numbers go on. */
  public void forgetRequests() {
    synchronized (seen) {
      forgotten += seen.size();
      seen.clear();
    }
  }

  /** The watches that are open. */
  public List<ApiRequest> openWatches() {
    return watches.stream().map(WatchStream::request).toList();
  }

  /** Breaks all watches that are open. */
  public void cutWatches() {
    cutWatches(_ -> true);
  }

  /** Breaks the open watches that fit. */
  public void cutWatches(Predicate<ApiRequest> requests) {
    watches.stream().filter(watch -> requests.test(watch.request())).forEach(WatchStream::cut);
  }

  /** Keeps all watches open, and delivers nothing, until {@link #resumeWatches}. */
  public void stallWatches() {
    watchGate.shut();
  }

  /** Delivers what stalled watches have missed, and goes on. */
  public void resumeWatches() {
    watchGate.open();
  }

  @Override
  public void close() {
    resumeWatches();
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    watches.forEach(WatchStream::cut);
    connections.forEach(ClientConnection::closeQuietly);
    // Not close(): it waits for watches, which end when they like.
    identified.shutdownNow();
    anonymous.shutdownNow();
  }

  private void accept() {
    try {
      while (!listener.isClosed()) {
        var socket = listener.accept();
        connections.add(socket);
        Thread.ofVirtual()
            .start(
                () -> {
                  try (socket) {
                    new ClientConnection(this, socket).serve();
                  } catch (IOException _) {
                    // The client is gone, or a fault has cut it off.
                  } finally {
                    connections.remove(socket);
                  }
                });
      }
    } catch (IOException _) {
      // Closed.
    }
  }

  ApiRequest record(HttpHead head) {
    synchronized (seen) {
      var request =
          ApiRequest.of(
              forgotten + seen.size() + 1,
              Instant.now(),
              head.method(),
              head.target(),
              head.header("User-Agent").orElse(""));
      seen.add(request);
      return request;
    }
  }

  @Nullable Fault faultFor(ApiRequest request) {
    return rules.stream()
        .filter(rule -> rule.strikes(request))
        .findFirst()
        .map(rule -> rule.fault)
        .orElse(null);
  }

  URI upstream(String target) {
    return URI.create(access.server() + target);
  }

  HttpClient clientFor(HttpHead head) {
    return head.header("Authorization").isPresent() ? anonymous : identified;
  }

  Gate watchGate() {
    return watchGate;
  }

  void opened(WatchStream watch) {
    watches.add(watch);
  }

  void closed(WatchStream watch) {
    watches.remove(watch);
  }

  /** Which requests meet which fault, and how often. */
  public final class Rule implements AutoCloseable {

    private final Predicate<ApiRequest> requests;
    private final AtomicInteger fitting = new AtomicInteger();
    private int first = 1;
    private int last = Integer.MAX_VALUE;
    private Runnable reaction = () -> {};
    private @Nullable Fault fault;

    private Rule(Predicate<ApiRequest> requests) {
      this.requests = requests;
    }

    /** Only the first one. */
    public Rule once() {
      return times(1);
    }

    /** Only the first few. */
    public Rule times(int count) {
      last = first + count - 1;
      return this;
    }

    /** Only the n-th that fits, from 1. */
    public Rule nth(int n) {
      first = n;
      last = n;
      return this;
    }

    /** Does something more when it strikes, before the fault: kills a process, opens a latch. */
    public Rule andThen(Runnable reaction) {
      this.reaction = reaction;
      return this;
    }

    /** From now on, requests that fit meet this fault. */
    public Rule does(Fault fault) {
      this.fault = fault;
      rules.add(this);
      return this;
    }

    /** How many requests it has struck. */
    public int hits() {
      return Math.max(0, Math.min(fitting.get(), last) - first + 1);
    }

    /** Ends the rule. */
    @Override
    public void close() {
      rules.remove(this);
    }

    private boolean strikes(ApiRequest request) {
      if (!requests.test(request)) {
        return false;
      }
      var n = fitting.incrementAndGet();
      if (n < first || n > last) {
        return false;
      }
      reaction.run();
      return true;
    }
  }
}
