package run.trellis.reconcile.instance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;

/**
 * How far a removal of objects got.
 *
 * @param gone entries that stand for nothing of the instance's any more
 * @param left entries whose objects are still there and are to go
 * @param obstacles what keeps some of those from going
 * @param failed whether a request did not succeed, so that it must be tried again
 * @param retryAfter how long the server asked to wait
 * @param recheck when to look again at what is on its way out, or in doubt
 */
record Progress(
    Set<InventoryEntry> gone,
    List<InventoryEntry> left,
    SequencedMap<ObjectReference, Obstacle> obstacles,
    boolean failed,
    Optional<Duration> retryAfter,
    Optional<Duration> recheck) {

  /** Nothing was to go. */
  static final Progress NONE =
      new Progress(
          Set.of(), List.of(), new LinkedHashMap<>(), false, Optional.empty(), Optional.empty());

  Progress {
    gone = Set.copyOf(gone);
    left = List.copyOf(left);
    obstacles = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(obstacles));
  }

  /** What keeps an object from going. */
  record Obstacle(Reason reason, String message) {}

  /**
   * The same, with more that is to go and is left for now.
   *
   * @param more what keeps each of them
   * @param recheckMore when to look at those again
   */
  Progress withheld(SequencedMap<InventoryEntry, Obstacle> more, Optional<Duration> recheckMore) {
    SequencedMap<ObjectReference, Obstacle> all = new LinkedHashMap<>(obstacles);
    more.forEach((entry, obstacle) -> all.put(entry.object(), obstacle));
    List<InventoryEntry> remaining = new ArrayList<>(left);
    remaining.addAll(more.keySet());
    Optional<Duration> sooner =
        Stream.concat(recheck.stream(), recheckMore.stream()).min(Comparator.naturalOrder());
    return new Progress(gone, remaining, all, failed, retryAfter, sooner);
  }

  /** The first obstacle of all, with the object that it holds, as a sentence. */
  Optional<Obstacle> first() {
    return obstacles.entrySet().stream().findFirst().map(Progress::sentence);
  }

  /** What keeps those of some entries' objects that do not go; one sentence for each. */
  Optional<Obstacle> of(Collection<InventoryEntry> entries) {
    List<Obstacle> found =
        obstacles.entrySet().stream()
            .filter(
                obstacle ->
                    entries.stream().anyMatch(entry -> entry.object().equals(obstacle.getKey())))
            .map(Progress::sentence)
            .toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Obstacle(
                found.getFirst().reason(),
                found.stream().map(Obstacle::message).collect(Collectors.joining("; "))));
  }

  private static Obstacle sentence(Map.Entry<ObjectReference, Obstacle> entry) {
    return new Obstacle(
        entry.getValue().reason(), entry.getKey() + " " + entry.getValue().message());
  }

  boolean isLeft(Collection<InventoryEntry> entries) {
    return !Collections.disjoint(left, entries);
  }
}
