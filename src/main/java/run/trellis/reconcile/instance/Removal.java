package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Predicate;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.Progress.Obstacle;

/**
 * Removes objects of an inventory, dependents first, as far as it gets without waiting: the rest is
 * taken up again when the watch says that something is gone. What is to outlive the instance is let
 * go: it only loses the marks that made it the instance's.
 */
final class Removal {

  private final Pass pass;
  private final InstantSource clock;
  private final Duration patience;
  private final RemovalOrder order;
  private final Predicate<InventoryEntry> outlives;
  private final Presence presence;
  private final Set<InventoryEntry> gone = new LinkedHashSet<>();
  private final Set<InventoryEntry> refused = new HashSet<>();
  private final SequencedMap<ObjectReference, Obstacle> obstacles = new LinkedHashMap<>();
  private Optional<Duration> retryAfter = Optional.empty();
  private boolean failed;

  /**
   * A removal.
   *
   * @param patience how long an object may take to go before status names who holds it
   * @param outlives what stays when it is no longer the instance's
   */
  Removal(
      Pass pass,
      InstantSource clock,
      Duration patience,
      RemovalOrder order,
      Predicate<InventoryEntry> outlives) {
    this.pass = pass;
    this.clock = clock;
    this.patience = patience;
    this.order = order;
    this.outlives = outlives;
    this.presence = new Presence(pass);
  }

  /** Removes what may go now. What cannot holds up what it was made from, and nothing else. */
  Progress advance(List<InventoryEntry> entries) {
    List<InventoryEntry> left = present(entries);
    List<Target> wave = removable(order.next(left));
    while (!wave.isEmpty()) {
      List<WriteResult> answers = InParallel.map(wave, this::send);
      for (int index = 0; index < wave.size(); index++) {
        note(wave.get(index), answers.get(index));
      }
      left = present(left);
      wave = removable(order.next(left));
    }
    Optional<Duration> recheck = nameHolders(left);
    left.forEach(this::nameDependents);
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

  private record Target(InventoryEntry entry, KubeObject live, boolean outlives) {}

  private List<Target> removable(List<InventoryEntry> wave) {
    List<Target> targets = new ArrayList<>();
    for (InventoryEntry entry : wave) {
      if (presence.of(entry) instanceof Presence.Found.Ours(KubeObject live)) {
        Target target = new Target(entry, live, outlives.test(entry));
        boolean due = target.outlives() || !live.isTerminating();
        if (due && !refused.contains(entry)) {
          targets.add(target);
        }
      }
    }
    return targets;
  }

  private WriteResult send(Target target) {
    // The uid is a precondition of the request: what replaced the object meanwhile is not ours.
    return target.outlives()
        ? ObjectMarks.remove(pass.client(), target.live(), pass.marking())
        : pass.client().delete(target.entry().object(), target.live().uid());
  }

  private void note(Target target, WriteResult answer) {
    InventoryEntry entry = target.entry();
    ObjectCache cache = pass.watches().owned(entry.object().type());
    switch (answer) {
      case WriteResult.Done(KubeObject last) when last.isTerminating() && !target.outlives() -> {
        cache.recordWrite(last);
        presence.noteTerminating(entry, last);
      }
      case WriteResult.Done(KubeObject released) when target.outlives() -> {
        cache.recordRelease(released);
        presence.noteAbsent(entry);
      }
      case WriteResult.Done _, WriteResult.Gone _ -> {
        cache.recordDelete(entry.object(), target.live().uid());
        presence.noteAbsent(entry);
      }
      case WriteResult.Conflict(String message) -> fail(entry, Reason.DELETE_BLOCKED, message);
      case WriteResult.Refused refused -> {
        retryAfter = refused.retryAfter();
        String what = target.outlives() ? "cannot be let go: " : "cannot be deleted: ";
        fail(entry, refused.reason(), what + refused.message());
      }
    }
  }

  private void fail(InventoryEntry entry, Reason reason, String message) {
    failed = true;
    refused.add(entry);
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
        Duration rest = patience.minus(Duration.between(begun, now));
        if (rest.isPositive()) {
          recheck = recheck.filter(other -> other.compareTo(rest) < 0).or(() -> Optional.of(rest));
        } else {
          obstacles.put(
              entry.object(), new Obstacle(Reason.DELETE_BLOCKED, HeldObject.sentence(live)));
        }
      }
    }
    return recheck;
  }

  private void nameDependents(InventoryEntry entry) {
    order
        .standingOn(entry.node())
        .ifPresent(
            dependent ->
                obstacles.putIfAbsent(
                    entry.object(),
                    new Obstacle(
                        Reason.DEPENDENCY_NOT_READY,
                        "is kept until " + dependent + ", which was made from it, is up to date")));
  }
}
