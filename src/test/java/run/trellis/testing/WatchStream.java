package run.trellis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** The events of one watch on their way to a client. */
final class WatchStream {

  private final FaultProxy proxy;
  private final ApiRequest request;
  private final @Nullable Fault fault;
  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

  /** A line of the stream and when it is due; no line at its end. */
  private record Event(Instant due, Optional<String> line) {}

  WatchStream(
      FaultProxy proxy,
      ApiRequest request,
      @Nullable Fault fault,
      Socket socket,
      InputStream in,
      OutputStream out) {
    this.proxy = proxy;
    this.request = request;
    this.fault = fault;
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  ApiRequest request() {
    return request;
  }

  /** Breaks it off. */
  void cut() {
    ClientConnection.closeQuietly(socket);
  }

  /** Copies events until one side ends it. */
  void copy(HttpResponse<InputStream> response) throws IOException, InterruptedException {
    proxy.opened(this);
    try (var upstream = response.body()) {
      // The client says nothing more on this connection: when it can be read, it has ended.
      Thread.ofVirtual().start(() -> closeWhenTheClientLeaves(upstream));
      Thread.ofVirtual().start(() -> read(upstream));
      if (fault instanceof Fault.CutEvents(Duration after)) {
        Thread.ofVirtual().start(() -> cutAfter(after));
      }
      ClientConnection.writeHead(
          out,
          response.statusCode(),
          ClientConnection.headersOf(response),
          "Transfer-Encoding: chunked");
      out.flush();
      deliver();
    } finally {
      proxy.closed(this);
    }
  }

  /**
   * Events are read as they come, also while others are held back, so that a delay does not add up.
   */
  private void read(InputStream upstream) {
    var delay = fault instanceof Fault.LateEvents(Duration by) ? by : Duration.ZERO;
    try (var lines = new BufferedReader(new InputStreamReader(upstream, UTF_8))) {
      for (var line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!(fault instanceof Fault.NoBookmarks) || !line.startsWith("{\"type\":\"BOOKMARK\"")) {
          events.add(new Event(Instant.now().plus(delay), Optional.of(line)));
        }
      }
      events.add(new Event(Instant.now().plus(delay), Optional.empty()));
    } catch (IOException _) {
      // The API server broke off, or the client has left: neither is an orderly end.
      cut();
      events.add(new Event(Instant.now(), Optional.empty()));
    }
  }

  private void deliver() throws IOException, InterruptedException {
    for (var event = events.take(); event.line().isPresent(); event = events.take()) {
      var wait = Duration.between(Instant.now(), event.due());
      if (wait.isPositive()) {
        Thread.sleep(wait);
      }
      proxy.watchGate().pass();
      var bytes = (event.line().get() + "\n").getBytes(UTF_8);
      out.write("%x\r\n".formatted(bytes.length).getBytes(UTF_8));
      out.write(bytes);
      out.write("\r\n".getBytes(UTF_8));
      out.flush();
    }
    proxy.watchGate().pass();
    out.write("0\r\n\r\n".getBytes(UTF_8));
    out.flush();
  }

  private void closeWhenTheClientLeaves(InputStream upstream) {
    try (upstream) {
      while (in.read() >= 0) {
        // Ignored: there is nothing to say.
      }
    } catch (IOException _) {
      // The client is gone.
    }
  }

  private void cutAfter(Duration time) {
    try {
      Thread.sleep(time);
      cut();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
