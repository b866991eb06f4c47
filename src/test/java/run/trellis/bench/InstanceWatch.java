package run.trellis.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import okhttp3.Call;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sees instances become ready and go, as any client would: by a watch. Times are those at which
 * events arrive here; no clock of the cluster is used.
 */
final class InstanceWatch implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final PlainClient client;
  private final String collection;
  private final Map<String, Seen> seen = new HashMap<>();
  private final Object changed = new Object();
  private volatile @Nullable Call call;
  private volatile boolean closed;

  /**
   * The newest that is known of an instance.
   *
   * @param generation the generation that was ready last; 0 if none was
   * @param readyAt when that generation was first seen ready
   */
  private record Seen(long generation, long readyAt, boolean gone) {}

  private InstanceWatch(PlainClient client, String collection) {
    this.client = client;
    this.collection = collection;
  }

  /** Watches a collection from now on. */
  static InstanceWatch start(PlainClient client, String collection) {
    var watch = new InstanceWatch(client, collection);
    Thread.ofVirtual().name("instance-watch").start(watch::follow);
    return watch;
  }

  /** Waits until all instances are ready at a generation, and returns when each became so. */
  Map<String, Long> awaitReady(Collection<String> names, long generation) {
    awaitAll(names, "ready", it -> it.generation() >= generation);
    Map<String, Long> moments = new HashMap<>();
    synchronized (changed) {
      for (var name : names) {
        moments.put(name, seenOf(name).readyAt());
      }
    }
    return moments;
  }

  void awaitGone(Collection<String> names) {
    awaitAll(names, "gone", Seen::gone);
  }

  private void awaitAll(Collection<String> names, String wanted, Predicate<Seen> test) {
    var stopwatch = Stopwatch.start();
    synchronized (changed) {
      while (!names.stream().map(this::seenOf).allMatch(test)) {
        if (stopwatch.elapsed().compareTo(Patience.LONGEST) > 0) {
          var left = names.stream().filter(name -> !test.test(seenOf(name))).toList();
          throw new IllegalStateException("not " + wanted + ": " + left);
        }
        try {
          changed.wait(Duration.ofSeconds(1).toMillis());
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new IllegalStateException("interrupted", e);
        }
      }
    }
  }

  private Seen seenOf(String name) {
    return seen.getOrDefault(name, new Seen(0, 0, false));
  }

  /** A server ends a watch now and then, and so does a client that hears nothing on it. */
  private void follow() {
    while (!closed) {
      var list = client.get(collection);
      long now = System.nanoTime();
      JsonTree.listAt(list, "items").forEach(item -> take("ADDED", JsonTree.mapAt(item), now));
      forgetAllBut(list, now);
      read(client.watch(collection, JsonTree.textAt(list, "metadata", "resourceVersion")));
    }
  }

  /** What went while nobody watched. */
  private void forgetAllBut(Object list, long now) {
    var present =
        JsonTree.listAt(list, "items").stream()
            .map(item -> JsonTree.textAt(item, "metadata", "name"))
            .collect(Collectors.toSet());
    synchronized (changed) {
      seen.replaceAll(
          (name, it) ->
              present.contains(name) || it.gone() ? it : new Seen(it.generation(), now, true));
      changed.notifyAll();
    }
  }

  private void read(Call watch) {
    call = watch;
    try (var response = watch.execute()) {
      var events = response.body().source();
      for (var line = events.readUtf8Line(); line != null; line = events.readUtf8Line()) {
        Map<?, ?> event = JSON.readValue(line, Map.class);
        take(JsonTree.textAt(event, "type"), JsonTree.mapAt(event, "object"), System.nanoTime());
      }
    } catch (IOException _) {
      // Cancelled or broken off: if there is anything left to see, it is listed and watched anew.
    }
  }

  private void take(String type, Map<String, @Nullable Object> object, long now) {
    var name = JsonTree.textAt(object, "metadata", "name");
    boolean gone = type.equals("DELETED");
    long generation = readyGeneration(object);
    synchronized (changed) {
      var before = seenOf(name);
      if (gone || generation > before.generation()) {
        seen.put(name, new Seen(Math.max(generation, before.generation()), now, gone));
        changed.notifyAll();
      }
    }
  }

  private static long readyGeneration(Map<String, @Nullable Object> instance) {
    boolean ready = Conditions.hold(instance, "Ready");
    return ready && JsonTree.at(instance, "status", "observedGeneration") instanceof Number number
        ? number.longValue()
        : 0;
  }

  @Override
  public void close() {
    closed = true;
    var current = call;
    if (current != null) {
      current.cancel();
    }
  }
}
