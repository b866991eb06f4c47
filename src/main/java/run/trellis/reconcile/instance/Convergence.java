package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.reconcile.queue.PassResult;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.Resolution;
import run.trellis.resolve.Resolver;
import run.trellis.resolve.Snapshot;
import run.trellis.resolve.Snapshot.Refusal;

/**
 * Round after round: resolve, record what is about to be made, apply it, look at the answers. Ends
 * when there is nothing left to send; a chain of any length comes to its end in one pass.
 */
final class Convergence {

  private final Resolver resolver;
  private final StatusComposer composer;
  private final Transitions transitions;
  private final InstantSource clock;
  private final Set<String> formerManagers;
  private final Pass pass;
  private final Inventory known;

  /** What this pass tried already: whatever came of it, once is enough. */
  private final Set<Attempt> attempts = new HashSet<>();

  private boolean refusedSinceResolved;

  Convergence(
      Pass pass,
      Resolver resolver,
      StatusComposer composer,
      Transitions transitions,
      InstantSource clock,
      Set<String> formerManagers) {
    this.pass = pass;
    this.formerManagers = formerManagers;
    this.resolver = resolver;
    this.composer = composer;
    this.transitions = transitions;
    this.clock = clock;
    this.known = pass.inventory();
  }

  private record Attempt(ObjectReference object, String digest, String uid) {

    static Attempt of(DesiredObject desired) {
      String uid = desired.observed().map(KubeObject::uid).orElse("");
      return new Attempt(desired.reference(), desired.digest(), uid);
    }
  }

  /** What a convergence came to. */
  sealed interface Outcome {
    /** Nothing more to send. */
    record Settled(Resolution resolution) implements Outcome {}

    /** Broke off before anything was harmed. */
    record BrokenOff(PassResult result) implements Outcome {}
  }

  /** Applies all that can be applied. */
  Outcome run() {
    Resolution resolution = resolve();
    if (!SnapshotAssembler.hasAnswers(pass)) {
      return new Outcome.BrokenOff(PassResult.DONE);
    }
    List<DesiredObject> due = due(resolution);
    while (!due.isEmpty()) {
      Optional<PassResult> obstacle = recordIntent(resolution, due);
      if (obstacle.isPresent()) {
        return new Outcome.BrokenOff(obstacle.get());
      }
      new ApplyRound(pass, known, formerManagers).send(due).forEach(this::fold);
      resolution = resolve();
      due = due(resolution);
    }
    Resolution settled = refusedSinceResolved ? resolve() : resolution;
    forgetWhatNeedNotBeSent(settled);
    return new Outcome.Settled(settled);
  }

  /**
   * What is there after all, because only the answer was lost, or what is not wanted any more, is
   * not tried again; its refusal would ask for passes for ever.
   */
  private void forgetWhatNeedNotBeSent(Resolution resolution) {
    Set<ObjectReference> wanting =
        resolution.toApply().stream().map(DesiredObject::reference).collect(Collectors.toSet());
    pass.memory().refusals().retainIf(wanting::contains);
  }

  private Resolution resolve() {
    refusedSinceResolved = false;
    ReferenceWatches references = pass.watches().references();
    Resolution resolution = resolver.resolve(pass.graph(), SnapshotAssembler.assemble(pass));
    if (!references.track(pass.key(), resolution.queries())
        || !SnapshotAssembler.hasAnswers(pass)) {
      return resolution;
    }
    return resolver.resolve(pass.graph(), SnapshotAssembler.assemble(pass));
  }

  /** What may be sent now of all that should be. */
  private List<DesiredObject> due(Resolution resolution) {
    Instant now = clock.instant();
    List<DesiredObject> due = new ArrayList<>();
    for (DesiredObject desired : resolution.toApply()) {
      boolean held = pass.memory().refusals().holds(desired, pass.watches().blockers()::state, now);
      boolean terminating = desired.observed().filter(KubeObject::isTerminating).isPresent();
      boolean done = attempts.contains(Attempt.of(desired));
      if (!held && !terminating && !done && !isHopeless(desired, now)) {
        due.add(desired);
      }
    }
    return due;
  }

  /** Notes why an object is not even sent, where that can be told beforehand. */
  private boolean isHopeless(DesiredObject desired, Instant now) {
    Optional<Change.Unavailable> blind = pass.watches().obstacle(desired.reference().type());
    if (blind.isPresent()) {
      refuse(desired, blind.get().reason(), blind.get().message());
      return true;
    }
    Optional<Duration> truce = pass.memory().contests().truce(desired.reference(), now);
    if (isRepair(desired) && truce.isPresent()) {
      Refusal refusal =
          new Refusal(desired.digest(), Reason.FIELD_CONFLICT, Rivalry.sentence(pass, desired));
      refuse(desired, refusal, truce, Optional.empty());
      return true;
    }
    return false;
  }

  /**
   * The inventory goes first: a crash between the two writes must leave a name without an object,
   * never an object without a name.
   */
  private Optional<PassResult> recordIntent(Resolution resolution, List<DesiredObject> due) {
    Optional<PassResult> obstacle = Intent.hold(pass, due);
    Inventory inventory = pass.inventory();
    if (obstacle.isPresent()
        || due.stream().allMatch(desired -> Intent.isRecorded(desired, inventory))) {
      return obstacle;
    }
    Set<ObjectReference> created =
        due.stream()
            .filter(desired -> desired.observed().isEmpty())
            .map(DesiredObject::reference)
            .collect(Collectors.toSet());
    return composer.publishIntent(pass, resolution, created);
  }

  private void fold(ApplyRound.Sent answer) {
    DesiredObject desired = answer.desired();
    attempts.add(Attempt.of(desired));
    ObjectCache cache = pass.watches().owned(desired.reference().type());
    switch (answer) {
      case ApplyRound.Sent.Applied(_, KubeObject object) -> applied(desired, object, cache);
      case ApplyRound.Sent.Found(_, KubeObject object) -> {
        cache.recordWrite(object);
        pass.memory().refusals().forget(desired.reference());
      }
      case ApplyRound.Sent.Removed(_, KubeObject last, String cause) ->
          removed(desired, last, cause, cache);
      case ApplyRound.Sent.TakenOver(_, KubeObject object) -> {
        cache.recordWrite(object);
        note(desired, object);
      }
      case ApplyRound.Sent.Vanished _ -> vanished(desired, cache);
      case ApplyRound.Sent.Taken(_, Reason reason, String message, KubeObject by) ->
          refuse(
              desired,
              new Refusal(desired.digest(), reason, message),
              Optional.empty(),
              Optional.of(by));
      case ApplyRound.Sent.Refused(
              _,
              Reason reason,
              String message,
              Optional<Duration> retryAfter) ->
          refuse(
              desired,
              new Refusal(desired.digest(), reason, message),
              retryAfter,
              Optional.empty());
    }
  }

  private void applied(DesiredObject desired, KubeObject answer, ObjectCache cache) {
    ObjectReference object = desired.reference();
    cache.recordWrite(answer);
    attempts.add(new Attempt(object, desired.digest(), answer.uid()));
    if (isRepair(desired)) {
      pass.memory().contests().noteRepair(object, clock.instant());
      transitions.repaired(pass, object);
    }
    note(desired, answer);
    pass.memory().refusals().forget(object);
  }

  /** Remembers what the server recorded as ours. */
  private void note(DesiredObject desired, KubeObject answer) {
    String manager = pass.marking().tracking().manager();
    pass.memory()
        .applied()
        .put(desired.reference(), Snapshot.Applied.of(desired.digest(), answer, manager));
  }

  /** Whether the object was as it is wanted before somebody else changed or deleted it. */
  private boolean isRepair(DesiredObject desired) {
    Snapshot.Applied before = pass.memory().applied().get(desired.reference());
    boolean appliedBefore = before != null && before.digest().equals(desired.digest());
    boolean saysSo =
        desired
            .observed()
            .map(live -> live.annotations().get(pass.marking().digest()))
            .filter(desired.digest()::equals)
            .isPresent();
    return appliedBefore || saysSo;
  }

  private void removed(DesiredObject desired, KubeObject last, String cause, ObjectCache cache) {
    if (last.isTerminating()) {
      cache.recordWrite(last);
    } else {
      cache.recordDelete(desired.reference(), last.uid());
    }
    pass.memory().refusals().forget(desired.reference());
    transitions.replaced(pass, desired.reference(), cause);
  }

  private void vanished(DesiredObject desired, ObjectCache cache) {
    if (desired.observed().isPresent()) {
      cache.recordDelete(desired.reference(), desired.observed().get().uid());
    } else {
      String message = "changed while it was applied";
      refuse(desired, Reason.APPLY_UNAVAILABLE, message);
    }
  }

  private void refuse(DesiredObject desired, Reason reason, String message) {
    Refusal refusal = new Refusal(desired.digest(), reason, message);
    refuse(desired, refusal, Optional.empty(), Optional.empty());
  }

  private void refuse(
      DesiredObject desired,
      Refusal refusal,
      Optional<Duration> retryAfter,
      Optional<KubeObject> takenBy) {
    refusedSinceResolved = true;
    ObjectReference object = desired.reference();
    Refusal before = pass.memory().refusals().current().get(object);
    if (before == null || before.reason() != refusal.reason()) {
      transitions.refused(pass, object, refusal);
    }
    String blocker = pass.watches().blockers().stateWhenRefused(object, refusal, takenBy);
    pass.memory().refusals().note(object, refusal, retryAfter, blocker, clock.instant());
  }
}
