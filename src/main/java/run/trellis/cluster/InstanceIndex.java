package run.trellis.cluster;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Keys of objects by the instance they belong to. Read without a lock, changed by one thread at a
 * time.
 */
final class InstanceIndex<K extends Comparable<K>> {

  private final ConcurrentMap<String, NavigableSet<K>> keys = new ConcurrentHashMap<>();

  /** Notes that an object belongs to another instance than before; empty for none. */
  void move(K key, String before, String now) {
    if (before.equals(now)) {
      return;
    }
    if (!before.isEmpty()) {
      keys.computeIfPresent(
          before,
          (uid, siblings) -> {
            siblings.remove(key);
            return siblings.isEmpty() ? null : siblings;
          });
    }
    if (!now.isEmpty()) {
      keys.computeIfAbsent(now, uid -> new ConcurrentSkipListSet<>()).add(key);
    }
  }

  /** Keys of an instance's objects, sorted. */
  Collection<K> keys(String instanceUid) {
    return keys.getOrDefault(instanceUid, Collections.emptyNavigableSet());
  }
}
