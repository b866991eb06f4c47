package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WriteResult;

/**
 * Removes objects of an inventory, dependents first, as far as it gets without waiting: the rest is
 * taken up again when the watch says that something is gone.
 */
final class Removal {

  /** How long an object may take to go before status names who holds it. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Pass pass;
  private final InstantSource clock;
  private final Presence presence;
  private final Set<InventoryEntry> gone = new LinkedHashSet<>();
  private final SequencedMap<ObjectReference, Obstacle> obstacles = new LinkedHashMap<>();
  private Optional<Duration> retryAfter = Optional.empty();
  private boolean failed;

  Removal(Pass pass, InstantSource clock) {
    this.pass = pass;
    this.clock = clock;
    this.presence = new Presence(pass);
  }

  /** What keeps an object from going. */
  record Obstacle(Reason reason, String message) {}

  /**
   * How far a removal got.
   *
   * @param gone entries that stand for nothing of the instance's any more
   * @param left entries whose objects are still there
   * @param obstacles what keeps some of those from going
   * @param failed whether a request did not succeed, so that it must be tried again
   * @param retryAfter how long the server asked to wait
   * @param recheck when to look again at what is on its way out
   */
  record Progress(
      Set<InventoryEntry> gone,
      List<InventoryEntry> left,
      SequencedMap<ObjectReference, Obstacle> obstacles,
      boolean failed,
      Optional<Duration> retryAfter,
      Optional<Duration> recheck) {

    Progress withGone(Set<InventoryEntry> all) {
      return new Progress(all, left, obstacles, failed, retryAfter, recheck);
    }
  }

  /** Removes what may go now. */
  Progress advance(List<InventoryEntry> entries) {
    RemovalOrder order = new RemovalOrder(pass.inventory());
    List<InventoryEntry> left = present(entries);
    List<Target> wave = deletable(order.next(left));
    while (!wave.isEmpty() && !failed) {
      List<WriteResult> answers = InParallel.map(wave, this::delete);
      for (int index = 0; index < wave.size(); index++) {
        note(wave.get(index).entry(), answers.get(index));
      }
      left = present(left);
      wave = failed ? List.of() : deletable(order.next(left));
    }
    Optional<Duration> recheck = nameHolders(left);
    return new Progress(gone, left, obstacles, failed, retryAfter, recheck);
  }

  private List<InventoryEntry> present(List<InventoryEntry> entries) {
    List<InventoryEntry> present = new ArrayList<>();
    for (InventoryEntry entry : entries) {
      switch (presence.of(entry)) {
        case Presence.Found.Absent _ -> gone.add(entry);
        case Presence.Found.Ours _ -> present.add(entry);
        case Presence.Found.Unclear(Reason reason, String message, boolean retry) -> {
          present.add(entry);
          obstacles.put(entry.object(), new Obstacle(reason, message));
          failed |= retry;
        }
      }
    }
    return present;
  }

  private record Target(InventoryEntry entry, KubeObject live) {}

  private List<Target> deletable(List<InventoryEntry> wave) {
    List<Target> targets = new ArrayList<>();
    for (InventoryEntry entry : wave) {
      if (presence.of(entry) instanceof Presence.Found.Ours(KubeObject live)
          && !live.isTerminating()) {
        targets.add(new Target(entry, live));
      }
    }
    return targets;
  }

  private WriteResult delete(Target target) {
    // The uid is a precondition of the request: what replaced the object meanwhile is not ours.
    return pass.client().delete(target.entry().object(), target.live().uid());
  }

  private void note(InventoryEntry entry, WriteResult answer) {
    ObjectCache cache = pass.watches().owned(entry.object().type());
    switch (answer) {
      case WriteResult.Done(KubeObject last) when last.isTerminating() -> {
        cache.recordWrite(last);
        presence.noteTerminating(entry, last);
      }
      case WriteResult.Done(KubeObject last) -> {
        cache.recordDelete(entry.object(), last.uid());
        presence.noteAbsent(entry);
      }
      case WriteResult.Gone _ -> {
        cache.recordDelete(entry.object(), entry.uid());
        presence.noteAbsent(entry);
      }
      case WriteResult.Conflict(String message) -> fail(entry, Reason.DELETE_BLOCKED, message);
      case WriteResult.Refused refused -> {
        retryAfter = refused.retryAfter();
        fail(entry, refused.reason(), "cannot be deleted: " + refused.message());
      }
    }
  }

  private void fail(InventoryEntry entry, Reason reason, String message) {
    failed = true;
    obstacles.put(entry.object(), new Obstacle(reason, message));
  }

  /** Names who holds what has been on its way out for long; says when to look again. */
  private Optional<Duration> nameHolders(List<InventoryEntry> left) {
    Map<ObjectReference, Instant> since = pass.memory().deletingSince();
    Instant now = clock.instant();
    Optional<Duration> recheck = Optional.empty();
    for (InventoryEntry entry : left) {
      if (presence.of(entry) instanceof Presence.Found.Ours(KubeObject live)
          && live.isTerminating()) {
        Instant begun = since.computeIfAbsent(entry.object(), _ -> now);
        Duration rest = PATIENCE.minus(Duration.between(begun, now));
        if (rest.isPositive()) {
          recheck = recheck.filter(other -> other.compareTo(rest) < 0).or(() -> Optional.of(rest));
        } else {
          obstacles.put(entry.object(), holder(live));
        }
      }
    }
    return recheck;
  }

  private static Obstacle holder(KubeObject live) {
    List<String> finalizers = live.finalizers();
    String message =
        finalizers.isEmpty()
            ? "is taking its time to end"
            : "is held by its finalizers " + String.join(", ", finalizers);
    return new Obstacle(Reason.DELETE_BLOCKED, message);
  }
}
