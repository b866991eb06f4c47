package run.trellis.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.OpenApiDocuments.OpenApiUnavailable;
import run.trellis.graph.FieldMask;

/**
 * Notices that kinds come, change and go: watches the names and versions of custom resource
 * definitions and of aggregated APIs, and has their groups looked up anew: at once, and again when
 * the server lists and publishes what came. No schema is read.
 */
final class DefinitionWatch implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(DefinitionWatch.class);

  private static final GroupVersionKind DEFINITION =
      GroupVersionKind.of("apiextensions.k8s.io/v1", "CustomResourceDefinition");
  private static final GroupVersionKind AGGREGATION =
      GroupVersionKind.of("apiregistration.k8s.io/v1", "APIService");

  private static final Duration FIRST_RECHECK = Duration.ofMillis(50);
  private static final Duration LAST_RECHECK = Duration.ofSeconds(1);

  /** After so many rechecks, about 15 s, whoever waits for a kind is on its own back-off again. */
  private static final int RECHECKS = 20;

  private final DiscoveredKinds kinds;
  private final OpenApiLoader schemas;
  private final List<Names> names;
  private final List<WatchLoop> loops;

  /** How often each group that changed is still looked at. */
  private final Map<String, Integer> rechecks = new ConcurrentHashMap<>();

  private volatile boolean running;

  DefinitionWatch(DiscoveredKinds kinds, OpenApiLoader schemas, WatchContext context) {
    this.kinds = kinds;
    this.schemas = schemas;
    this.names = List.of(new Names(DEFINITION), new Names(AGGREGATION));
    this.loops =
        names.stream()
            .map(
                it ->
                    new WatchLoop(
                        WatchTarget.all(it.type), WatchLine.Content.METADATA, it, context))
            .toList();
  }

  /** Whether what comes from now on is noticed. */
  boolean isListed() {
    return names.stream().allMatch(it -> it.listed);
  }

  @Override
  public void start() {
    running = true;
    loops.forEach(loop -> Thread.ofVirtual().name("watch definitions").start(loop));
  }

  @Override
  public void stop() {
    running = false;
    loops.forEach(WatchLoop::close);
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void changed(String group) {
    kinds.changed(group);
    if (isOfInterest(group) && rechecks.put(group, RECHECKS) == null) {
      Thread.ofVirtual().name("recheck " + group).start(() -> recheck(group));
    }
  }

  private boolean isOfInterest(String group) {
    return kinds.misses(group) || schemas.hasLoaded(group);
  }

  /**
   * The server lists a new kind, and publishes a new schema, a moment after its definition came.
   */
  private void recheck(String group) {
    Backoff pauses = new Backoff(FIRST_RECHECK, LAST_RECHECK);
    try {
      while (running && takeRecheck(group)) {
        Thread.sleep(pauses.next());
        boolean listed = kinds.misses(group) && kinds.recheck(group);
        if (listed || isOutdated(group)) {
          kinds.changed(group);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * One more time; a change in the meantime begins to count anew. Not given up early: who was told
   * of a kind may be about to load its schema, which comes later than the kind.
   */
  private boolean takeRecheck(String group) {
    return rechecks.computeIfPresent(group, (_, left) -> left == 0 ? null : left - 1) != null;
  }

  private boolean isOutdated(String group) {
    try {
      return schemas.hasLoaded(group) && schemas.isOutdated(group);
    } catch (OpenApiUnavailable e) {
      log.atDebug()
          .addKeyValue("group", group)
          .addKeyValue("cause", e.getMessage())
          .log("Schemas cannot be looked at now");
      return false;
    }
  }

  /** The versions of all objects of one kind, by name. Touched by the thread of its loop alone. */
  private final class Names implements WatchFollower {

    private static final FieldFilter NAME_AND_VERSION =
        new FieldFilter(
            FieldMask.ofAll(
                List.of(
                    List.of("metadata", "name"),
                    List.of("metadata", "resourceVersion"),
                    // Bookmarks say with an annotation that the first list is complete.
                    List.of("metadata", "annotations", "k8s.io/initial-events-end"))));

    private final GroupVersionKind type;
    private final Map<String, String> versions = new HashMap<>();
    private volatile boolean listed;

    Names(GroupVersionKind type) {
      this.type = type;
    }

    @Override
    public FieldFilter filter() {
      return NAME_AND_VERSION;
    }

    @Override
    public KubeObject keep(Map<String, @Nullable Object> tree) {
      return KubeObject.ofImmutable(tree);
    }

    @Override
    public void replaced(List<KubeObject> objects, String version) {
      Map<String, String> fresh = new HashMap<>();
      objects.forEach(object -> fresh.put(object.name(), object.resourceVersion()));
      Set<String> groups = new HashSet<>();
      fresh.forEach(
          (name, now) -> {
            // What was asked for before the first list may have been missing then.
            if (listed ? !now.equals(versions.get(name)) : kinds.misses(group(name))) {
              groups.add(group(name));
            }
          });
      versions.keySet().stream()
          .filter(name -> !fresh.containsKey(name))
          .forEach(name -> groups.add(group(name)));
      versions.clear();
      versions.putAll(fresh);
      listed = true;
      groups.forEach(DefinitionWatch.this::changed);
    }

    @Override
    public void upserted(KubeObject object) {
      versions.put(object.name(), object.resourceVersion());
      changed(group(object.name()));
    }

    @Override
    public void deleted(KubeObject object) {
      versions.remove(object.name());
      changed(group(object.name()));
    }

    @Override
    public void unavailable(Reason reason, String message) {
      log.atDebug()
          .addKeyValue("type", type)
          .addKeyValue("reason", reason)
          .addKeyValue("cause", message)
          .log("New kinds are noticed late, because their definitions cannot be watched");
    }
  }

  /**
   * Names are {@code <plural>.<group>} and {@code <version>.<group>}, of the core group {@code
   * v1.}.
   */
  private static String group(String name) {
    return name.substring(name.indexOf('.') + 1);
  }
}
