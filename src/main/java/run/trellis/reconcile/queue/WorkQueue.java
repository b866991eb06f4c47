package run.trellis.reconcile.queue;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Decides which key is next. Keys fall into lanes, and a free slot goes to the waiting lane that
 * has the fewest passes under way, lanes with equally many in turn: no lane can starve another, and
 * where all are busy each has its share. A quarter of the slots stays free of any single lane, so
 * that a lane that wakes up beside a slow one need not wait for it.
 *
 * <p>A key has one pass at a time; what arrives meanwhile makes for exactly one more. Nothing is
 * dropped: a key that was added is started after that, unless its pass says that it is gone and
 * nothing was added since.
 *
 * <p>Safe for use by many threads. Never blocks; {@link Workers} waits.
 */
public final class WorkQueue<K> {

  private static final Instant NEVER = Instant.MAX;

  private final Function<K, String> laneOf;
  private final int slots;
  private final Backoff backoff;
  private final InstantSource clock;

  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final Map<String, Lane<K>> lanes = new HashMap<>();

  /** Lanes with ready keys, the one whose turn is next first. */
  private final SequencedSet<Lane<K>> waiting = new LinkedHashSet<>();

  private final TreeSet<Entry<K>> timers =
      new TreeSet<>(
          Comparator.comparing((Entry<K> entry) -> entry.due)
              .thenComparingLong(entry -> entry.number));
  private long numbered;
  private int running;
  private int ready;
  private volatile Runnable wake = () -> {};

  /**
   * A queue without keys.
   *
   * @param slots most passes at one time
   */
  public WorkQueue(Function<K, String> laneOf, int slots, Backoff backoff, InstantSource clock) {
    if (slots < 1) {
      throw new IllegalArgumentException("a queue needs at least one slot, not " + slots);
    }
    this.laneOf = laneOf;
    this.slots = slots;
    this.backoff = backoff;
    this.clock = clock;
  }

  /** Asks for a pass now, or as soon as the server's wish to be left alone allows. */
  public void add(K key) {
    synchronized (this) {
      Entry<K> entry = entry(key);
      if (entry.running) {
        entry.again = true;
      } else if (!entry.ready) {
        makeReadyOnceFree(entry);
      }
    }
    wake.run();
  }

  /** Asks for a pass no later than after the delay. */
  public void addAfter(K key, Duration delay) {
    synchronized (this) {
      Entry<K> entry = entry(key);
      if (entry.running) {
        Instant due = clock.instant().plus(delay);
        entry.laterAt = due.isBefore(entry.laterAt) ? due : entry.laterAt;
      } else if (!entry.ready) {
        scheduleNoLater(entry, clock.instant().plus(delay));
      }
    }
    wake.run();
  }

  /** Starts the pass of the next key, if there is one and a slot for it. */
  public synchronized Optional<K> start() {
    promoteDue();
    if (running >= slots) {
      return Optional.empty();
    }
    return nextLane().map(this::startIn);
  }

  /** Ends a pass. */
  public void finish(K key, PassResult result) {
    synchronized (this) {
      Entry<K> entry = entry(key);
      if (!entry.running) {
        throw new IllegalStateException("no pass under way for " + key);
      }
      entry.running = false;
      running--;
      entry.lane.running--;
      settle(entry, result);
      carryOver(entry);
      dropIfIdle(entry);
    }
    wake.run();
  }

  /** When the next delayed key is due; empty if none is. */
  public synchronized Optional<Instant> nextDue() {
    return timers.isEmpty() ? Optional.empty() : Optional.of(timers.first().due);
  }

  /** What the queue holds at this moment. */
  public synchronized Load load() {
    Optional<Instant> oldest =
        entries.values().stream()
            .filter(entry -> entry.ready)
            .map(entry -> entry.readySince)
            .min(Comparator.naturalOrder());
    return new Load(ready, timers.size(), running, oldest);
  }

  /** Called, outside of any lock, whenever a pass may have become possible. */
  void onChange(Runnable listener) {
    wake = listener;
  }

  private void settle(Entry<K> entry, PassResult result) {
    Instant now = clock.instant();
    switch (result) {
      case PassResult.Done _ -> entry.failures = 0;
      case PassResult.Recheck(Duration after) -> {
        entry.failures = 0;
        scheduleNoLater(entry, now.plus(after));
      }
      case PassResult.Failed(Optional<Duration> retryAfter) -> {
        entry.failures++;
        Duration wished = retryAfter.orElse(Duration.ZERO);
        entry.heldUntil = now.plus(wished);
        scheduleNoLater(entry, now.plus(wished).plus(backoff.delay(entry.failures)));
      }
      case PassResult.Gone _ -> entry.failures = 0;
    }
  }

  private void dropIfIdle(Entry<K> entry) {
    if (!entry.isIdle()) {
      return;
    }
    entries.remove(entry.key);
    entry.lane.keys--;
    if (entry.lane.keys == 0) {
      lanes.remove(laneOf.apply(entry.key));
    }
  }

  /** Brings back what was asked for while the pass ran. */
  private void carryOver(Entry<K> entry) {
    if (!entry.laterAt.equals(NEVER)) {
      scheduleNoLater(entry, entry.laterAt);
      entry.laterAt = NEVER;
    }
    if (entry.again) {
      entry.again = false;
      makeReadyOnceFree(entry);
    }
  }

  private void makeReadyOnceFree(Entry<K> entry) {
    if (entry.heldUntil.isAfter(clock.instant())) {
      scheduleNoLater(entry, entry.heldUntil);
    } else {
      makeReady(entry);
    }
  }

  private void makeReady(Entry<K> entry) {
    cancelTimer(entry);
    entry.ready = true;
    entry.readySince = clock.instant();
    ready++;
    entry.lane.ready.add(entry);
    waiting.add(entry.lane);
  }

  private void scheduleNoLater(Entry<K> entry, Instant due) {
    if (due.isBefore(entry.due)) {
      cancelTimer(entry);
      entry.due = due;
      timers.add(entry);
    }
  }

  private void cancelTimer(Entry<K> entry) {
    if (!entry.due.equals(NEVER)) {
      timers.remove(entry);
      entry.due = NEVER;
    }
  }

  private void promoteDue() {
    Instant now = clock.instant();
    while (!timers.isEmpty() && !timers.first().due.isAfter(now)) {
      makeReady(timers.first());
    }
  }

  private Optional<Lane<K>> nextLane() {
    int most = slots - slots / 4;
    return waiting.stream()
        .filter(lane -> lane.running < most)
        .min(Comparator.comparingInt(lane -> lane.running));
  }

  private K startIn(Lane<K> lane) {
    Entry<K> entry = lane.ready.remove();
    waiting.remove(lane);
    if (!lane.ready.isEmpty()) {
      waiting.add(lane);
    }
    entry.ready = false;
    ready--;
    entry.running = true;
    lane.running++;
    running++;
    return entry.key;
  }

  private Entry<K> entry(K key) {
    return entries.computeIfAbsent(
        key,
        added -> {
          Lane<K> lane = lanes.computeIfAbsent(laneOf.apply(added), _ -> new Lane<>());
          lane.keys++;
          return new Entry<>(added, lane, numbered++);
        });
  }

  /**
   * What a queue holds.
   *
   * @param ready keys whose pass may begin
   * @param delayed keys that wait for a time
   * @param running passes under way
   * @param oldestReady since when the longest waiting ready key waits
   */
  public record Load(int ready, int delayed, int running, Optional<Instant> oldestReady) {}

  private static final class Lane<K> {
    final Deque<Entry<K>> ready = new ArrayDeque<>();
    int keys;
    int running;
  }

  /** One key: ready, running, waiting for a time, or two of them in that order. */
  private static final class Entry<K> {
    final K key;
    final Lane<K> lane;
    final long number;
    boolean ready;
    boolean running;
    boolean again;
    int failures;
    Instant readySince = Instant.MIN;
    Instant heldUntil = Instant.MIN;
    Instant due = NEVER;
    Instant laterAt = NEVER;

    Entry(K key, Lane<K> lane, long number) {
      this.key = key;
      this.lane = lane;
      this.number = number;
    }

    boolean isIdle() {
      return !ready && !running && due.equals(NEVER) && failures == 0;
    }
  }
}
