package run.trellis.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchRegistry.WatchState;
import run.trellis.graph.FieldMask;

/**
 * One watch with all who subscribed to it. Changes of the cache and calls of listeners happen under
 * one lock, so that every listener sees the same order and none sees a change twice.
 */
final class SharedWatch implements WatchFollower {

  private static final Logger log = LoggerFactory.getLogger(SharedWatch.class);

  private final WatchTarget target;
  private final SharedTexts texts;
  private final WeakInterner<List<@Nullable Object>> ownership;
  private final Freshness freshness;
  private final WatchCache cache;
  private final WatchLoop loop;

  private final ReentrantLock delivery = new ReentrantLock();
  private final List<Subscriber> subscribers = new CopyOnWriteArrayList<>();

  // Never held together with another lock: listeners, called under `delivery`, may subscribe.
  private final ReentrantLock widening = new ReentrantLock();
  private volatile KeptFields fields;

  SharedWatch(
      WatchTarget target,
      FieldMask mask,
      SharedTexts texts,
      WeakInterner<List<@Nullable Object>> ownership,
      WatchContext context) {
    this.target = target;
    this.texts = texts;
    this.ownership = ownership;
    this.fields = new KeptFields(mask, texts, ownership);
    // A watch that the server left silent is given up first and counts as stale if that did not
    // help.
    Duration silence = context.settings().watchSilence();
    this.freshness = new Freshness(context.clock(), silence.plus(silence.dividedBy(4)));
    this.cache = new WatchCache(target.type(), () -> fields, freshness);
    this.loop = new WatchLoop(target, WatchLine.Content.WHOLE, this, context);
  }

  void start() {
    Thread.ofVirtual().name("watch " + target.type().kind()).start(loop);
  }

  void stop() {
    loop.close();
  }

  boolean isHeld() {
    return !subscribers.isEmpty();
  }

  WatchTarget target() {
    return target;
  }

  WatchState state() {
    return new WatchState(
        target, freshness.isSynced(), freshness.lastHeard(), cache.size(), freshness.problem());
  }

  Duration silence() {
    return freshness.silence();
  }

  /** What it waits for may have come. */
  void wakeUp() {
    loop.wakeUp();
  }

  // --- Subscribers -------------------------------------------------------------------------------

  /** One subscriber; a stranger until it was told all there is. */
  private static final class Subscriber {

    private final FieldMask mask;
    private final Consumer<Change> listener;
    private boolean introduced;
    private volatile boolean gone;

    Subscriber(FieldMask mask, Consumer<Change> listener) {
      this.mask = mask;
      this.listener = listener;
    }

    void tell(Change change) {
      if (gone) {
        return;
      }
      try {
        listener.accept(change);
      } catch (RuntimeException e) {
        log.atError().setCause(e).log("A listener of a watch failed on a change");
      }
    }
  }

  /**
   * Adds a subscriber.
   *
   * @param onClose called once when the subscription is closed
   */
  Subscription add(FieldMask mask, Consumer<Change> listener, Runnable onClose) {
    Subscriber subscriber = new Subscriber(mask, listener);
    if (widen(subscriber)) {
      freshness.lost();
      loop.beginAnew();
    } else {
      Thread.ofVirtual()
          .name("introduce " + target.type().kind())
          .start(() -> introduce(subscriber));
    }
    return new Hold(subscriber, onClose);
  }

  private boolean widen(Subscriber subscriber) {
    widening.lock();
    try {
      subscribers.add(subscriber);
      if (fields.mask().covers(subscriber.mask)) {
        return false;
      }
      fields = new KeptFields(fields.mask().union(subscriber.mask), texts, ownership);
      return true;
    } finally {
      widening.unlock();
    }
  }

  /** Tells a late subscriber what is known already. If nothing is yet, the list will. */
  private void introduce(Subscriber subscriber) {
    delivery.lock();
    try {
      if (freshness.isSynced()) {
        tellEverything(subscriber);
      } else {
        freshness.unavailable().ifPresent(subscriber::tell);
      }
    } finally {
      delivery.unlock();
    }
  }

  private void tellEverything(Subscriber subscriber) {
    if (!subscriber.introduced) {
      subscriber.introduced = true;
      cache.list().forEach(object -> subscriber.tell(new Change.Upserted(object)));
      subscriber.tell(new Change.Synced());
    }
  }

  private final class Hold implements Subscription {

    private final Subscriber subscriber;
    private final Runnable onClose;

    Hold(Subscriber subscriber, Runnable onClose) {
      this.subscriber = subscriber;
      this.onClose = onClose;
    }

    @Override
    public ObjectCache cache() {
      return cache;
    }

    @Override
    public void close() {
      subscriber.gone = true;
      if (subscribers.remove(subscriber)) {
        onClose.run();
      }
    }
  }

  // --- What the loop tells -----------------------------------------------------------------------

  @Override
  public FieldFilter filter() {
    return fields.filter();
  }

  @Override
  public KubeObject keep(Map<String, @Nullable Object> tree) {
    return fields.thinOut(tree);
  }

  @Override
  public void heard() {
    freshness.heard();
  }

  @Override
  public void listBegins() {
    narrow();
    cache.listBegins();
  }

  /** Forgets fields that only former subscribers read; a list is the moment when that is free. */
  private void narrow() {
    widening.lock();
    try {
      FieldMask wanted =
          subscribers.stream()
              .map(subscriber -> subscriber.mask)
              .reduce(FieldMask.NOTHING, FieldMask::union);
      if (!wanted.equals(fields.mask())) {
        fields = new KeptFields(wanted, texts, ownership);
      }
    } finally {
      widening.unlock();
    }
  }

  @Override
  public void replaced(List<KubeObject> objects, String version) {
    delivery.lock();
    try {
      List<Change> changes = cache.replace(objects, version);
      freshness.listed();
      for (Subscriber subscriber : subscribers) {
        if (subscriber.introduced) {
          changes.forEach(subscriber::tell);
          subscriber.tell(new Change.Synced());
        } else {
          tellEverything(subscriber);
        }
      }
    } finally {
      delivery.unlock();
    }
  }

  @Override
  public void upserted(KubeObject object) {
    deliver(() -> cache.upsert(object));
  }

  @Override
  public void deleted(KubeObject object) {
    deliver(() -> cache.delete(object));
  }

  @Override
  public void reached(String version) {
    deliver(() -> cache.reached(version));
  }

  private void deliver(Supplier<List<Change>> change) {
    delivery.lock();
    try {
      tell(change.get());
    } finally {
      delivery.unlock();
    }
  }

  private void tell(List<Change> changes) {
    for (Subscriber subscriber : subscribers) {
      if (subscriber.introduced) {
        changes.forEach(subscriber::tell);
      }
    }
  }

  @Override
  public void resumed() {
    delivery.lock();
    try {
      boolean back = freshness.unavailable().isPresent();
      freshness.resumed();
      if (back && freshness.isSynced()) {
        tell(List.of(new Change.Synced()));
        subscribers.forEach(this::tellEverything);
      }
    } finally {
      delivery.unlock();
    }
  }

  @Override
  public void lost() {
    freshness.lost();
  }

  @Override
  public void interrupted(String why) {
    freshness.interrupted(why);
    log.atDebug().addKeyValue("watch", target).addKeyValue("cause", why).log("Watch interrupted");
  }

  @Override
  public void unavailable(Reason reason, String message) {
    // The server answered, and said no: one kind that is missing is no sign of a deaf server.
    freshness.heard();
    Change.Unavailable why = new Change.Unavailable(reason, message);
    delivery.lock();
    try {
      if (freshness.unavailable().filter(why::equals).isPresent()) {
        return;
      }
      freshness.unavailable(why);
      // A missing kind is the author's business, who reads of it in the status.
      log.atLevel(reason == Reason.KIND_MISSING ? Level.INFO : Level.WARN)
          .addKeyValue("watch", target)
          .addKeyValue("reason", reason)
          .log("The watch of {} cannot run: {}; trying again", target.type(), message);
      // Strangers too: what they wait for is not coming.
      subscribers.forEach(subscriber -> subscriber.tell(why));
    } finally {
      delivery.unlock();
    }
  }
}
