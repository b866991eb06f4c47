package run.trellis.cluster;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.KindDirectory.Lookup;

/**
 * Keeps one watch alive for as long as it is wanted: lists, watches from there, resumes where it
 * was, and begins anew when the server forgot that place or went back in time. Runs on a virtual
 * thread of its own.
 */
final class WatchLoop implements Runnable {

  private static final Logger log = LoggerFactory.getLogger(WatchLoop.class);

  /** A watch that the server ends this much before the time it was given did not end by itself. */
  private static final Duration LIFE_TOLERANCE = Duration.ofSeconds(5);

  private final WatchTarget target;
  private final WatchLine.Content content;
  private final WatchFollower follower;
  private final WatchLine line;
  private final KindDirectory kinds;
  private final Backoff backoff;
  private final ClusterMetrics metrics;
  private final Outage outage;

  private final Semaphore wakeUps = new Semaphore(0);
  private volatile boolean closed;
  private volatile boolean anew;
  private volatile @Nullable Call call;

  // Of the loop's thread alone:

  /** Up to where everything is known; empty if a list is needed. */
  private String version = "";

  /** Highest version ever heard, to notice that the server went back in time. */
  private long highest = Version.UNKNOWN;

  /** Whether the server may have gone back in time since it was last heard. */
  private boolean doubtful;

  private boolean streaming;
  private boolean fellBack;

  /** Whether the server answered at all in this turn. */
  private boolean answered;

  private String listCause = "first";

  WatchLoop(
      WatchTarget target, WatchLine.Content content, WatchFollower follower, WatchContext context) {
    this.target = target;
    this.content = content;
    this.follower = follower;
    this.line = context.line();
    this.kinds = context.kinds();
    this.metrics = context.metrics();
    this.outage = context.outage();
    this.backoff = new Backoff(context.settings().backoffMin(), context.settings().backoffMax());
    this.streaming = context.settings().streamingLists();
  }

  /** Ends the watch. */
  void close() {
    closed = true;
    cancel();
  }

  /** Has everything listed anew, at once. */
  void beginAnew() {
    anew = true;
    cancel();
  }

  /** Ends a pause, because what the watch waits for may have come. */
  void wakeUp() {
    backoff.reset();
    wakeUps.release();
  }

  private void cancel() {
    Call current = call;
    if (current != null) {
      current.cancel();
    }
    wakeUps.release();
  }

  @Override
  public void run() {
    while (!closed) {
      Duration pause = turn();
      if (!closed && !anew && pause.isPositive()) {
        await(pause);
      }
    }
  }

  private void await(Duration pause) {
    try {
      if (wakeUps.tryAcquire(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        wakeUps.drainPermits();
      }
    } catch (InterruptedException e) {
      // Nobody interrupts this thread but the end of the process.
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  /** One connection, from its beginning to its end; returns how long to wait before the next. */
  private Duration turn() {
    if (anew) {
      anew = false;
      lose("wider mask");
    }
    answered = false;
    try {
      return switch (kinds.find(target.type())) {
        case Lookup.Missing() -> missing();
        case Lookup.Unavailable(String message) -> interrupted(message);
        case Lookup.Served served -> follow(served);
      };
    } catch (RefusedByServer e) {
      answered = true;
      return refused(e.answer());
    } catch (IOException e) {
      return closed || anew ? Duration.ZERO : interrupted(Refusals.sentence(e));
    } catch (RuntimeException e) {
      answered = true;
      log.atError().setCause(e).addKeyValue("watch", target).log("A watch failed; it begins anew");
      lose("failure");
      return interrupted("internal error: " + e.getClass().getSimpleName());
    }
  }

  private Duration follow(Lookup.Served served) throws IOException {
    Optional<String> flaw =
        Optional.of(target.namespace())
            .filter(Predicate.not(String::isEmpty))
            .flatMap(ResourcePaths::flaw);
    if (flaw.isPresent()) {
      return unavailable(Reason.APPLY_INVALID, "metadata.namespace " + flaw.get());
    }
    if (version.isEmpty()) {
      metrics.list(target.type(), listCause);
      if (streaming) {
        return watch(served);
      }
      listPaged(served);
    } else if (doubtful && wentBack(line.currentVersion(target, served))) {
      return Duration.ZERO;
    }
    doubtful = false;
    return watch(served);
  }

  private void listPaged(Lookup.Served served) throws IOException {
    line.beginList();
    try {
      follower.listBegins();
      List<KubeObject> objects = new ArrayList<>();
      String listed =
          line.list(
              target, served, content, follower.filter(), item -> objects.add(follower.keep(item)));
      replaced(objects, listed);
    } finally {
      line.endList();
    }
  }

  private void replaced(List<KubeObject> objects, String listed) {
    version = listed;
    highest = Version.of(listed);
    doubtful = false;
    outage.over();
    if (!anew) {
      follower.replaced(objects, listed);
    }
  }

  private Duration watch(Lookup.Served served) throws IOException {
    Duration life = line.life();
    long begin = System.nanoTime();
    Call watching = line.watch(target, served, content, version, life);
    call = watching;
    try (Connection connection = new Connection(version.isEmpty())) {
      if (closed || anew) {
        return Duration.ZERO;
      }
      connection.read(watching);
    } finally {
      call = null;
    }
    metrics.reconnect(target.type(), "ended");
    Duration lived = Duration.ofNanos(System.nanoTime() - begin);
    doubtful = lived.plus(LIFE_TOLERANCE).compareTo(life) < 0;
    return doubtful ? backoff.next() : Duration.ZERO;
  }

  /** One open watch: what it first tells in place of a list, and what it tells then. */
  private final class Connection implements AutoCloseable {

    private @Nullable List<KubeObject> initial;

    Connection(boolean listsFirst) throws IOException {
      if (listsFirst) {
        line.beginList();
        initial = new ArrayList<>();
        follower.listBegins();
      }
    }

    void read(Call watching) throws IOException {
      try (Response response = watching.execute()) {
        answered = true;
        if (!response.isSuccessful()) {
          throw new RefusedByServer(line.refusal(response));
        }
        if (initial == null) {
          outage.over();
          follower.resumed();
        }
        line.readEvents(response.body().byteStream(), follower.filter(), this::take);
        if (initial != null) {
          fallBack();
          throw new IOException("the watch ended before it had told what there is");
        }
      } catch (RefusedByServer e) {
        if (initial != null && (e.answer().code() == 400 || e.answer().code() == 422)) {
          fallBack();
        }
        throw e;
      } catch (SocketTimeoutException e) {
        if (initial != null) {
          fallBack();
        }
        throw e;
      }
    }

    private void take(WatchLine.Event event) throws IOException {
      follower.heard();
      metrics.watchEvent(target.type(), event.type());
      if (event.type().equals("ERROR")) {
        throw new RefusedByServer(event.asAnswer());
      }
      List<KubeObject> collecting = initial;
      if (collecting == null) {
        takeChange(event);
      } else if (event.endsInitialEvents()) {
        initial = null;
        line.endList();
        replaced(collecting, event.version());
      } else if (!event.type().equals("BOOKMARK")) {
        collecting.add(follower.keep(event.object()));
      }
    }

    private void takeChange(WatchLine.Event event) throws IOException {
      if (wentBack(event.version())) {
        throw new IOException("the server went back in time");
      }
      version = event.version();
      highest = Math.max(highest, Version.of(version));
      backoff.reset();
      switch (event.type()) {
        case "ADDED", "MODIFIED" -> follower.upserted(follower.keep(event.object()));
        case "DELETED" -> follower.deleted(follower.keep(event.object()));
        case "BOOKMARK" -> follower.reached(version);
        default -> log.atDebug().addKeyValue("type", event.type()).log("Unknown event of a watch");
      }
    }

    @Override
    public void close() {
      if (initial != null) {
        line.endList();
      }
    }
  }

  /** Not every server has streaming lists, and not every one that ignores the wish says so. */
  private void fallBack() {
    streaming = false;
    fellBack = true;
  }

  private boolean wentBack(String now) {
    if (!Version.isOlder(Version.of(now), highest)) {
      return false;
    }
    log.atWarn()
        .addKeyValue("watch", target)
        .addKeyValue("known", highest)
        .addKeyValue("now", now)
        .log(
            "The API server went back in time, probably restored from a backup; listing {} anew",
            target.type());
    lose("backwards");
    return true;
  }

  private void lose(String cause) {
    version = "";
    listCause = cause;
    follower.lost();
  }

  private Duration missing() {
    lose("kind appeared");
    follower.unavailable(Reason.KIND_MISSING, "the API server does not serve " + target.type());
    return backoff.next();
  }

  private Duration interrupted(String why) {
    doubtful = true;
    metrics.reconnect(target.type(), "interrupted");
    if (!answered) {
      outage.began(why);
    }
    follower.interrupted(why);
    return backoff.next();
  }

  private Duration refused(ApiAnswer answer) {
    boolean triesOtherList = fellBack;
    fellBack = false;
    return switch (answer.code()) {
      case 410 -> {
        lose("expired");
        yield backoff.next();
      }
      case 404 -> {
        kinds.forget(target.type().group());
        yield missing();
      }
      case 401, 403 -> unavailable(Reason.APPLY_FORBIDDEN, Refusals.sentence(answer));
      case 400, 422 ->
          triesOtherList
              ? Duration.ZERO
              : unavailable(Reason.APPLY_INVALID, Refusals.sentence(answer));
      case 405 -> unavailable(Reason.APPLY_INVALID, Refusals.sentence(answer));
      default -> {
        if (answer.hasCause("ResourceVersionTooLarge")) {
          lose("backwards");
        }
        Duration pause = interrupted(Refusals.sentence(answer));
        yield Refusals.retryAfter(answer)
            .filter(asked -> asked.compareTo(pause) > 0 || isStarting(answer))
            .orElse(pause);
      }
    };
  }

  /**
   * A kind's storage is set up in the second that the server names; that is no load to back off
   * from.
   */
  private static boolean isStarting(ApiAnswer answer) {
    return answer.code() == 429 && Refusals.sentence(answer).contains("initializing");
  }

  private Duration unavailable(Reason reason, String message) {
    doubtful = true;
    follower.unavailable(reason, message);
    return backoff.next();
  }
}
