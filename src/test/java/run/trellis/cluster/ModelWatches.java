package run.trellis.cluster;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import run.trellis.api.KubeObject;
import run.trellis.graph.FieldMask;

/**
 * Watches of the model of an API server, over the caches that the product uses. They tell nothing
 * by themselves: whatever happened since arrives when {@link #deliver} is called, so that watches
 * can be late in every possible way.
 */
public final class ModelWatches implements WatchRegistry {

  private final ModelServer server;
  private final InstantSource clock;
  private final Map<WatchTarget, Watch> watches = new LinkedHashMap<>();

  public ModelWatches(ModelServer server, InstantSource clock) {
    this.server = server;
    this.clock = clock;
  }

  @Override
  public Subscription subscribe(WatchTarget target, FieldMask mask, Consumer<Change> listener) {
    Watch watch = watches.computeIfAbsent(target, Watch::new);
    return watch.add(mask, listener);
  }

  @Override
  public List<WatchState> states() {
    return List.of();
  }

  /** Lets watches catch up with the server. */
  public void deliver(Predicate<WatchTarget> which) {
    // A listener may subscribe, to what is then told at once.
    for (Watch watch : List.copyOf(watches.values())) {
      if (which.test(watch.target)) {
        watch.deliver();
      }
    }
  }

  /** Makes every watch lose its place: the next delivery is a list. */
  public void loseThePlace() {
    watches.values().forEach(watch -> watch.listed = false);
  }

  /** Whether every watch has told all there is. */
  public boolean isQuiet() {
    return watches.values().stream()
        .allMatch(watch -> watch.listed && watch.position == server.logSize());
  }

  private final class Watch {

    private final WatchTarget target;
    private final Freshness freshness = new Freshness(clock, Duration.ofDays(1));
    private final List<Consumer<Change>> listeners = new ArrayList<>();
    private final WatchCache cache;
    private KeptFields fields;
    private boolean listed;
    private int position;

    Watch(WatchTarget target) {
      this.target = target;
      this.fields = new KeptFields(FieldMask.NOTHING, new SharedTexts(), new WeakInterner<>());
      this.cache = new WatchCache(target.type(), () -> fields, freshness);
    }

    Subscription add(FieldMask mask, Consumer<Change> listener) {
      listeners.add(listener);
      if (!fields.mask().covers(mask)) {
        fields = new KeptFields(fields.mask().union(mask), new SharedTexts(), new WeakInterner<>());
        listed = false;
        freshness.lost();
      }
      return new Subscription() {
        @Override
        public ObjectCache cache() {
          return cache;
        }

        @Override
        public void close() {
          listeners.remove(listener);
          if (listeners.isEmpty()) {
            watches.remove(target, Watch.this);
          }
        }
      };
    }

    void deliver() {
      freshness.heard();
      if (!listed) {
        list();
        return;
      }
      List<ModelServer.Entry> news = server.logFrom(position);
      position += news.size();
      news.forEach(this::tell);
    }

    private void list() {
      position = server.logSize();
      cache.listBegins();
      List<KubeObject> objects =
          server.list(target.type()).stream().filter(this::selects).map(fields::keep).toList();
      List<Change> changes = cache.replace(objects, server.currentVersion());
      listed = true;
      freshness.listed();
      changes.forEach(this::tell);
      tell(new Change.Synced());
    }

    private void tell(ModelServer.Entry entry) {
      boolean ofKind = entry.last().type().equals(target.type());
      if (ofKind && entry.after().filter(this::selects).isPresent()) {
        cache.upsert(fields.keep(entry.last())).forEach(this::tell);
      } else if (ofKind && entry.before().filter(this::selects).isPresent()) {
        cache.delete(fields.keep(entry.last())).forEach(this::tell);
      }
    }

    private void tell(Change change) {
      List.copyOf(listeners).forEach(listener -> listener.accept(change));
    }

    private boolean selects(KubeObject object) {
      boolean inNamespace =
          target.namespace().isEmpty() || target.namespace().equals(object.namespace());
      boolean labelled =
          target.labelSelector().isEmpty()
              || object.labels().entrySet().stream()
                  .anyMatch(
                      label ->
                          target.labelSelector().equals(label.getKey() + "=" + label.getValue()));
      boolean named =
          target.fieldSelector().isEmpty()
              || target.fieldSelector().equals("metadata.name=" + object.name());
      return inNamespace && labelled && named;
    }
  }
}
