package run.trellis.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Dialect;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.dialect.Dialects;
import run.trellis.cluster.WatchRegistry.Change;

/**
 * The objects of one watch. Reads take no lock. Changes come from the watch, in its order, and from
 * own writes, whose answers may arrive before or after the watch tells of them; versions decide
 * which of the two is newer.
 */
final class WatchCache implements ObjectCache {

  private final GroupVersionKind type;
  private final Supplier<KeptFields> fields;
  private final Freshness freshness;

  private final ConcurrentSkipListMap<Key, Entry> entries = new ConcurrentSkipListMap<>();
  private final InstanceIndex<Key> index = new InstanceIndex<>();

  private final ReentrantLock changing = new ReentrantLock();
  // All below is guarded by `changing`.
  private final Map<Key, Long> unconfirmed = new HashMap<>();
  private final Map<Key, Absence> ownDeletions = new HashMap<>();
  private final Set<Key> touchedSinceList = new HashSet<>();
  private long seen = Version.UNKNOWN;

  WatchCache(GroupVersionKind type, Supplier<KeptFields> fields, Freshness freshness) {
    this.type = type;
    this.fields = fields;
    this.freshness = freshness;
  }

  private record Key(String namespace, String name) implements Comparable<Key> {

    static Key of(KubeObject object) {
      return new Key(object.namespace(), object.name());
    }

    @Override
    public int compareTo(Key other) {
      int byNamespace = namespace.compareTo(other.namespace);
      return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
    }
  }

  /** An object with its version made comparable. */
  private record Entry(KubeObject object, long version) {}

  /**
   * An object that an own write took out of the watch's sight: what is said of it in versions up to
   * this one is out of date.
   */
  private record Absence(String uid, long version) {

    static Absence of(KubeObject released) {
      return new Absence(released.uid(), Version.of(released));
    }

    /** Whether it includes that the object was there in this version. */
    boolean covers(KubeObject object) {
      return object.uid().equals(uid) && !Version.isOlder(version, Version.of(object));
    }
  }

  // --- What the watch brings ---------------------------------------------------------------------

  /** A complete list is about to be asked for: from now on, own writes may be newer than it. */
  void listBegins() {
    changing.lock();
    try {
      touchedSinceList.clear();
    } finally {
      changing.unlock();
    }
  }

  /** Replaces the content by a complete, consistent list. */
  List<Change> replace(List<KubeObject> listed, String listVersion) {
    changing.lock();
    try {
      seen = Version.of(listVersion);
      List<Change> changes = new ArrayList<>();
      Set<Key> present = new HashSet<>();
      for (KubeObject object : listed) {
        Key key = Key.of(object);
        present.add(key);
        if (!isSettledByOwnWrite(key, Version.of(object)) && !isOwnDeletion(key, object)) {
          put(key, object).ifPresent(changes::add);
        }
      }
      for (Key key : entries.keySet()) {
        if (!present.contains(key) && !isSettledByOwnWrite(key, seen)) {
          remove(key).ifPresent(changes::add);
        }
      }
      ownDeletions.keySet().retainAll(touchedSinceList);
      unconfirmed.keySet().retainAll(touchedSinceList);
      return changes;
    } finally {
      changing.unlock();
    }
  }

  /** Whether an own write, recorded since the list was asked for, is newer than what it says. */
  private boolean isSettledByOwnWrite(Key key, long version) {
    Entry entry = entries.get(key);
    return entry != null
        && touchedSinceList.contains(key)
        && Version.isOlder(version, entry.version());
  }

  private boolean isOwnDeletion(Key key, KubeObject object) {
    Absence absence = ownDeletions.get(key);
    return absence != null && absence.covers(object);
  }

  /** An object came or changed. */
  List<Change> upsert(KubeObject object) {
    changing.lock();
    try {
      Key key = Key.of(object);
      List<Change> changes = new ArrayList<>();
      if (!isOutdated(key, object) && !isOwnDeletion(key, object)) {
        put(key, object).ifPresent(changes::add);
      }
      changes.addAll(advance(Version.of(object)));
      return changes;
    } finally {
      changing.unlock();
    }
  }

  /** An object went, or is no longer selected. */
  List<Change> delete(KubeObject object) {
    changing.lock();
    try {
      Key key = Key.of(object);
      List<Change> changes = new ArrayList<>();
      if (isOwnDeletion(key, object)) {
        ownDeletions.remove(key);
      }
      Entry entry = entries.get(key);
      if (entry != null && entry.object().uid().equals(object.uid()) && !isOutdated(key, object)) {
        remove(key).ifPresent(changes::add);
      }
      changes.addAll(advance(Version.of(object)));
      return changes;
    } finally {
      changing.unlock();
    }
  }

  /** The watch has told of everything up to a version. */
  List<Change> reached(String version) {
    changing.lock();
    try {
      return advance(Version.of(version));
    } finally {
      changing.unlock();
    }
  }

  private boolean isOutdated(Key key, KubeObject object) {
    Entry entry = entries.get(key);
    return entry != null && Version.isOlder(Version.of(object), entry.version());
  }

  /**
   * Own writes that the watch has passed without telling of them went at once, or are not selected
   * by it.
   */
  private List<Change> advance(long version) {
    seen = Math.max(seen, version);
    List<Key> passed =
        unconfirmed.entrySet().stream()
            .filter(write -> write.getValue() <= seen)
            .map(Map.Entry::getKey)
            .toList();
    List<Change> changes = new ArrayList<>();
    passed.forEach(key -> remove(key).ifPresent(changes::add));
    return changes;
  }

  // --- What own writes bring ---------------------------------------------------------------------

  @Override
  public KubeObject recordWrite(KubeObject answer) {
    KubeObject kept = fields.get().keep(answer);
    Key key = Key.of(kept);
    long version = Version.of(kept);
    changing.lock();
    try {
      if (isOwnDeletion(key, kept)) {
        return kept;
      }
      Entry entry = entries.get(key);
      if (entry != null && Version.hasReached(entry.version(), version)) {
        return entry.object();
      }
      if (freshness.isListed() && Version.hasReached(seen, version)) {
        // The watch was faster: what it says of the object, or that there is none, is newer.
        return entry == null ? kept : entry.object();
      }
      put(key, kept);
      if (version != Version.UNKNOWN) {
        unconfirmed.put(key, version);
      }
      touchedSinceList.add(key);
      return kept;
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void recordDelete(ObjectReference reference, String uid) {
    recordAbsence(
        new Key(reference.namespace(), reference.name()), new Absence(uid, Long.MAX_VALUE));
  }

  @Override
  public void recordRelease(KubeObject answer) {
    recordAbsence(Key.of(answer), Absence.of(answer));
  }

  private void recordAbsence(Key key, Absence absence) {
    changing.lock();
    try {
      Entry entry = entries.get(key);
      if (entry != null && absence.covers(entry.object())) {
        remove(key);
        ownDeletions.put(key, absence);
        touchedSinceList.add(key);
      }
    } finally {
      changing.unlock();
    }
  }

  private Optional<Change> put(Key key, KubeObject object) {
    long version = Version.of(object);
    Entry before = entries.put(key, new Entry(object, version));
    unconfirmed.remove(key);
    index.move(key, before == null ? "" : instanceOf(before.object()), instanceOf(object));
    return before != null && fields.get().sameContent(before.object(), object)
        ? Optional.empty()
        : Optional.of(new Change.Upserted(object));
  }

  private Optional<Change> remove(Key key) {
    Entry before = entries.remove(key);
    unconfirmed.remove(key);
    if (before == null) {
      return Optional.empty();
    }
    index.move(key, instanceOf(before.object()), "");
    return Optional.of(new Change.Deleted(before.object()));
  }

  private static String instanceOf(KubeObject object) {
    for (Dialect dialect : Dialects.ALL) {
      String uid = dialect.marking().tracking().ownerUid(object);
      if (!uid.isEmpty()) {
        return uid;
      }
    }
    return "";
  }

  // --- Reading -----------------------------------------------------------------------------------

  @Override
  public boolean isSynced() {
    return freshness.isSynced();
  }

  @Override
  public boolean isFresh() {
    return freshness.isFresh();
  }

  @Override
  public Optional<Change.Unavailable> unavailable() {
    return freshness.unavailable();
  }

  @Override
  public Optional<KubeObject> get(ObjectReference reference) {
    return reference.type().equals(type)
        ? find(new Key(reference.namespace(), reference.name()))
        : Optional.empty();
  }

  private Optional<KubeObject> find(Key key) {
    @Nullable Entry entry = entries.get(key);
    return entry == null ? Optional.empty() : Optional.of(entry.object());
  }

  @Override
  public Collection<KubeObject> list() {
    return entries.values().stream().map(Entry::object).toList();
  }

  @Override
  public Collection<KubeObject> ofInstance(String instanceUid) {
    return index.keys(instanceUid).stream()
        .map(entries::get)
        .filter(Objects::nonNull)
        .map(Entry::object)
        .toList();
  }

  @Override
  public Collection<KubeObject> list(Predicate<KubeObject> condition) {
    return entries.values().stream().map(Entry::object).filter(condition).toList();
  }

  int size() {
    return entries.size();
  }
}
