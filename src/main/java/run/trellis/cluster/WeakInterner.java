package run.trellis.cluster;

import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * One instance for equal values, for as long as somebody holds it. What thousands of objects have
 * alike, such as the fields that the engine owns, is so kept once.
 */
final class WeakInterner<T> {

  private final ConcurrentMap<Held<T>, Held<T>> known = new ConcurrentHashMap<>();
  private final ReferenceQueue<T> unheld = new ReferenceQueue<>();

  T intern(T value) {
    sweep();
    Held<T> candidate = new Held<>(value, unheld);
    while (true) {
      Held<T> holder = known.putIfAbsent(candidate, candidate);
      if (holder == null) {
        return value;
      }
      T held = holder.get();
      if (held != null) {
        return held;
      }
      known.remove(holder, holder);
    }
  }

  int size() {
    sweep();
    return known.size();
  }

  private void sweep() {
    for (Reference<?> gone = unheld.poll(); gone != null; gone = unheld.poll()) {
      known.remove(gone);
    }
  }

  /** Equal to a holder of an equal value; once the value is gone only to itself. */
  private static final class Held<T> extends WeakReference<T> {

    private final int hash;

    Held(T value, ReferenceQueue<T> queue) {
      super(value, queue);
      this.hash = value == null ? 0 : value.hashCode();
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      if (!(other instanceof Held<?> held) || held.hash != hash) {
        return false;
      }
      Object mine = get();
      return mine != null && mine.equals(held.get());
    }
  }
}
