package run.trellis.cluster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import run.trellis.graph.FieldMask;

/** All watches of the process, one per target. */
final class SharedWatches implements WatchRegistry, AutoCloseable {

  private final WatchContext context;
  private final SharedTexts texts;
  private final WeakInterner<List<@Nullable Object>> ownership = new WeakInterner<>();

  private final ReentrantLock changing = new ReentrantLock();
  // Guarded by `changing`.
  private final Map<WatchTarget, SharedWatch> watches = new HashMap<>();

  SharedWatches(WatchContext context, SharedTexts texts) {
    this.context = context;
    this.texts = texts;
    context.kinds().onChange(this::wakeUp);
    context
        .metrics()
        .watches(
            () -> all().size(),
            () -> states().stream().mapToInt(WatchState::objects).sum(),
            () ->
                all().stream()
                    .map(SharedWatch::silence)
                    .max(Comparator.naturalOrder())
                    .orElse(Duration.ZERO)
                    .toSeconds());
  }

  @Override
  public Subscription subscribe(WatchTarget target, FieldMask mask, Consumer<Change> listener) {
    changing.lock();
    try {
      SharedWatch known = watches.get(target);
      if (known != null) {
        return known.add(mask, listener, () -> release(known));
      }
      SharedWatch watch = new SharedWatch(target, mask, texts, ownership, context);
      watches.put(target, watch);
      Subscription subscription = watch.add(mask, listener, () -> release(watch));
      watch.start();
      return subscription;
    } finally {
      changing.unlock();
    }
  }

  private void release(SharedWatch watch) {
    changing.lock();
    try {
      if (!watch.isHeld() && watches.remove(watch.target(), watch)) {
        watch.stop();
      }
    } finally {
      changing.unlock();
    }
  }

  @Override
  public List<WatchState> states() {
    return all().stream()
        .map(SharedWatch::state)
        .sorted(Comparator.comparing(state -> state.target().type()))
        .toList();
  }

  private List<SharedWatch> all() {
    changing.lock();
    try {
      return new ArrayList<>(watches.values());
    } finally {
      changing.unlock();
    }
  }

  /** Kinds of a group came, changed or went: those who pause had better look at once. */
  private void wakeUp(String group) {
    all().stream()
        .filter(watch -> watch.target().type().group().equals(group))
        .forEach(SharedWatch::wakeUp);
  }

  @Override
  public void close() {
    all().forEach(SharedWatch::stop);
  }
}
