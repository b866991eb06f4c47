package run.trellis.cluster;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.cluster.ApiRequest.Verb;

/** Asks discovery for one group and version at a time, when a kind of it is first needed. */
final class DiscoveredKinds implements KindDirectory {

  private static final Logger log = LoggerFactory.getLogger(DiscoveredKinds.class);

  private final ApiServer server;
  private final Duration missingMemory;
  private final InstantSource clock;
  private final Map<GroupVersion, Slot> slots = new ConcurrentHashMap<>();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

  DiscoveredKinds(ApiServer server, ClusterSettings settings, InstantSource clock) {
    this.server = server;
    this.missingMemory = settings.missingKindMemory();
    this.clock = clock;
  }

  @Override
  public Lookup find(GroupVersionKind type) {
    return slots
        .computeIfAbsent(new GroupVersion(type.group(), type.version()), Slot::new)
        .find(type.kind());
  }

  @Override
  public void forget(String group) {
    slots.forEach(
        (groupVersion, slot) -> {
          if (groupVersion.group().equals(group)) {
            slot.forget();
          }
        });
  }

  @Override
  public void onChange(Consumer<String> listener) {
    listeners.add(listener);
  }

  /** Forgets a group and says so to those who wait for its kinds. */
  void changed(String group) {
    forget(group);
    for (Consumer<String> listener : listeners) {
      try {
        listener.accept(group);
      } catch (RuntimeException e) {
        log.atError()
            .setCause(e)
            .addKeyValue("group", group)
            .log("A listener failed on a change of an API group");
      }
    }
  }

  /**
   * Whether somebody asked for a kind of the group that was not there, and has not been told that
   * it came.
   */
  boolean misses(String group) {
    return slots.entrySet().stream()
        .anyMatch(entry -> entry.getKey().group().equals(group) && entry.getValue().misses());
  }

  /** Asks again for what was missing; true if some of it is there now, which has to be told. */
  boolean recheck(String group) {
    boolean found = false;
    for (var entry : slots.entrySet()) {
      if (entry.getKey().group().equals(group)) {
        found |= entry.getValue().recheck();
      }
    }
    return found;
  }

  private record GroupVersion(String group, String version) {

    boolean canExist() {
      return ResourcePaths.flaw(version).isEmpty()
          && (group.isEmpty() || ResourcePaths.flaw(group).isEmpty());
    }
  }

  /**
   * What was answered for a group and version.
   *
   * @param kinds what is served; {@code null} if the server could not be asked
   * @param problem why it could not
   */
  private record Answer(@Nullable Map<String, Lookup.Served> kinds, String problem, Instant at) {}

  /** One group and version: asked by one thread at a time, while the others wait for its answer. */
  private final class Slot {

    private final GroupVersion groupVersion;
    private final ReentrantLock asking = new ReentrantLock();

    /**
     * What was not there when somebody asked. Whoever finds it later may be another one, so that it
     * stays here until everybody is told.
     */
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    // Counts what was forgotten, so that an answer to an older question is not kept.
    private final AtomicLong forgotten = new AtomicLong();
    private volatile @Nullable Answer last;

    Slot(GroupVersion groupVersion) {
      this.groupVersion = groupVersion;
    }

    void forget() {
      forgotten.incrementAndGet();
      last = null;
    }

    boolean misses() {
      return !missing.isEmpty();
    }

    boolean recheck() {
      List<String> wanted = List.copyOf(missing);
      if (wanted.isEmpty()) {
        return false;
      }
      forget();
      List<String> come =
          wanted.stream().filter(kind -> find(kind) instanceof Lookup.Served).toList();
      come.forEach(missing::remove);
      return !come.isEmpty();
    }

    Lookup find(String kind) {
      Answer answer = last;
      if (answer == null || !settles(answer, kind)) {
        answer = ask(kind);
      }
      if (answer.kinds() == null) {
        return new Lookup.Unavailable(answer.problem());
      }
      Lookup.Served served = answer.kinds().get(kind);
      if (served != null) {
        return served;
      }
      missing.add(kind);
      return new Lookup.Missing();
    }

    private boolean settles(Answer answer, String kind) {
      return (answer.kinds() != null && answer.kinds().containsKey(kind))
          || answer.at().plus(missingMemory).isAfter(clock.instant());
    }

    private Answer ask(String kind) {
      asking.lock();
      try {
        Answer answer = last;
        if (answer != null && settles(answer, kind)) {
          return answer;
        }
        long question = forgotten.get();
        Answer fresh = discover();
        if (question == forgotten.get()) {
          last = fresh;
        }
        return fresh;
      } finally {
        asking.unlock();
      }
    }

    private Answer discover() {
      if (!groupVersion.canExist()) {
        return new Answer(Map.of(), "", clock.instant());
      }
      String path = ResourcePaths.of(groupVersion.group(), groupVersion.version());
      try {
        ApiAnswer answer = server.send(ApiRequest.read(Verb.DISCOVER, "", path));
        return switch (answer.code()) {
          case 200 -> new Answer(kinds(answer.tree()), "", clock.instant());
          case 404 -> new Answer(Map.of(), "", clock.instant());
          default -> new Answer(null, Refusals.sentence(answer), clock.instant());
        };
      } catch (IOException e) {
        return new Answer(null, Refusals.sentence(e), clock.instant());
      }
    }

    private static Map<String, Lookup.Served> kinds(Map<String, @Nullable Object> tree) {
      Map<String, Lookup.Served> kinds = new HashMap<>();
      for (Object resource : JsonTree.listAt(tree, "resources")) {
        String name = JsonTree.textAt(resource, "name");
        // A subresource, such as deployments/scale, is not a kind of its own.
        if (!name.contains("/")) {
          kinds.putIfAbsent(
              JsonTree.textAt(resource, "kind"),
              new Lookup.Served(name, Boolean.TRUE.equals(JsonTree.at(resource, "namespaced"))));
        }
      }
      return Map.copyOf(kinds);
    }
  }
}
