package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import run.trellis.api.ObjectReference;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.Snapshot.Refusal;

/**
 * Writes that were refused, each with its own back-off. A refusal is held against its own content
 * only: another configuration of the object is sent at once.
 */
final class Refusals {

  private final Map<ObjectReference, Held> held = new HashMap<>();
  private final Backoff backoff;

  Refusals(Backoff backoff) {
    this.backoff = backoff;
  }

  private record Held(Refusal refusal, int times, Instant until, String blocker) {}

  /**
   * Holds the object back for a while.
   *
   * @param blocker what stands in its way
   */
  void note(
      ObjectReference object,
      Refusal refusal,
      Optional<Duration> retryAfter,
      String blocker,
      Instant now) {
    Held before = held.get(object);
    int times =
        before != null && before.refusal().digest().equals(refusal.digest())
            ? before.times() + 1
            : 1;
    Duration delay = retryAfter.orElse(Duration.ZERO).plus(backoff.delay(times));
    held.put(object, new Held(refusal, times, now.plus(delay), blocker));
  }

  /** Says what stands in the way of a refused object now; empty if that is not known. */
  @FunctionalInterface
  interface StateOfBlockers {
    Optional<String> of(ObjectReference object, Refusal refusal);
  }

  /** Whether the object must not be sent yet. */
  boolean holds(DesiredObject object, StateOfBlockers blockers, Instant now) {
    Held before = held.get(object.reference());
    return before != null
        && before.refusal().digest().equals(object.digest())
        && now.isBefore(before.until())
        && blockers
            .of(object.reference(), before.refusal())
            .filter(blocker -> !blocker.equals(before.blocker()))
            .isEmpty();
  }

  /** Holds nothing back any longer, because somebody asked for a try. */
  void retryAll(Instant now) {
    held.replaceAll((_, before) -> new Held(before.refusal(), 0, now, before.blocker()));
  }

  /** What is refused at present. */
  Map<ObjectReference, Refusal> current() {
    Map<ObjectReference, Refusal> current = new HashMap<>();
    held.forEach((object, refused) -> current.put(object, refused.refusal()));
    return current;
  }

  /**
   * Forgets the refusal of an object that was sent with success, or whose circumstances changed.
   */
  void forget(ObjectReference object) {
    held.remove(object);
  }

  void retainIf(Predicate<ObjectReference> wanted) {
    held.keySet().removeIf(wanted.negate());
  }

  /** How long until the first refusal may be tried again; empty if there is none. */
  Optional<Duration> nextRetry(Instant now) {
    return held.values().stream()
        .map(refused -> Duration.between(now, refused.until()))
        .min(Comparator.naturalOrder())
        .map(left -> left.isNegative() ? Duration.ZERO : left);
  }
}
