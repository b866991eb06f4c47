package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import run.trellis.api.ObjectReference;

/**
 * Objects that had to be put right again. Somebody who keeps taking a field back is not fought:
 * after a few times within a while the object counts as contested.
 */
final class Contests {

  static final int TIMES = 3;
  static final Duration WITHIN = Duration.ofMinutes(1);

  private final Map<ObjectReference, Deque<Instant>> repairs = new HashMap<>();

  /**
   * How long to leave an object alone that was repaired as often as is reasonable; empty for one
   * that may be repaired.
   */
  Optional<Duration> truce(ObjectReference object, Instant now) {
    Deque<Instant> times = repairs.getOrDefault(object, new ArrayDeque<>());
    times.removeIf(time -> !time.plus(WITHIN).isAfter(now));
    return times.size() < TIMES
        ? Optional.empty()
        : Optional.of(Duration.between(now, times.getFirst().plus(WITHIN)));
  }

  void noteRepair(ObjectReference object, Instant now) {
    repairs.computeIfAbsent(object, _ -> new ArrayDeque<>()).add(now);
  }

  void retainIf(Predicate<ObjectReference> wanted) {
    repairs.keySet().removeIf(wanted.negate());
  }
}
