package run.trellis.reconcile.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GraphDefinition.Lifecycle.Replacement;
import run.trellis.api.InventoryEntry;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Reason;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.Node;
import run.trellis.graph.SecretFlow;
import run.trellis.resolve.DesiredObject;

/** Sends the objects of one round side by side and says what came of each. */
final class ApplyRound {

  private final Pass pass;
  private final Inventory known;
  private final Set<String> formerManagers;

  /**
   * A round.
   *
   * @param known the inventory as it was before this pass touched it: it tells an own object whose
   *     marks somebody stripped from a foreign one
   * @param formerManagers names under which objects were applied before
   */
  ApplyRound(Pass pass, Inventory known, Set<String> formerManagers) {
    this.pass = pass;
    this.known = known;
    this.formerManagers = formerManagers;
  }

  /** What came of sending one object. */
  sealed interface Sent {
    DesiredObject desired();

    /** Applied; the object as the server answered it. */
    record Applied(DesiredObject desired, KubeObject answer) implements Sent {}

    /** It was there already, just as it should be: an earlier answer had been lost. */
    record Found(DesiredObject desired, KubeObject object) implements Sent {}

    /** Deleted, because it cannot be changed to what it should be; it will be created again. */
    record Removed(DesiredObject desired, KubeObject last, String cause) implements Sent {}

    /** Another engine of the same dialect had applied it, just as it is wanted. */
    record TakenOver(DesiredObject desired, KubeObject object) implements Sent {}

    /** What was known of it is out of date: it is gone. */
    record Vanished(DesiredObject desired) implements Sent {}

    /** Not done, because another object has the name. */
    record Taken(DesiredObject desired, Reason reason, String message, KubeObject by)
        implements Sent {}

    /** Not done. */
    record Refused(
        DesiredObject desired, Reason reason, String message, Optional<Duration> retryAfter)
        implements Sent {}
  }

  List<Sent> send(List<DesiredObject> objects) {
    return InParallel.map(objects, this::send);
  }

  private Sent send(DesiredObject desired) {
    return takenOver(desired).orElseGet(() -> apply(desired));
  }

  /** What carries no digest may have been applied by another engine; one look tells. */
  private Optional<Sent> takenOver(DesiredObject desired) {
    Marking marking = pass.marking();
    boolean unsigned =
        desired
            .observed()
            .filter(live -> !live.annotations().containsKey(marking.digest()))
            .isPresent();
    return !marking.variable().isEmpty()
            && unsigned
            && pass.client().get(desired.reference()) instanceof ReadResult.Found(KubeObject live)
            && AppliedElsewhere.isAsWanted(live, desired.manifest(), marking)
        ? Optional.of(new Sent.TakenOver(desired, live))
        : Optional.empty();
  }

  private Sent apply(DesiredObject desired) {
    // Never an upsert: what stands under the name and is not known to be ours stays untouched.
    ApplyMode mode =
        desired
            .observed()
            .<ApplyMode>map(live -> new ApplyMode.Update(live.uid()))
            .orElseGet(ApplyMode.Create::new);
    return switch (pass.client().apply(desired.manifest(), mode)) {
      case WriteResult.Conflict _ -> settle(desired);
      case WriteResult.Refused refused when mode instanceof ApplyMode.Update(String uid) ->
          unchangeable(desired, uid, refused);
      case WriteResult other -> told(desired, other);
    };
  }

  private Sent told(DesiredObject desired, WriteResult result) {
    return switch (result) {
      case WriteResult.Done(KubeObject answer) -> new Sent.Applied(desired, takenOver(answer));
      case WriteResult.Gone _ -> new Sent.Vanished(desired);
      case WriteResult.Conflict(String message) ->
          new Sent.Refused(desired, Reason.APPLY_UNAVAILABLE, message, Optional.empty());
      case WriteResult.Refused refused -> {
        WriteResult.Refused told = discreet(desired, refused);
        yield new Sent.Refused(desired, told.reason(), told.message(), told.retryAfter());
      }
    };
  }

  /**
   * What the server refuses to change may be deleted and created again, where the author allows and
   * the server would take it anew: what is wrong in itself must not cost the object that is there.
   */
  private Sent unchangeable(DesiredObject desired, String uid, WriteResult.Refused refused) {
    boolean invalid = refused.reason() == Reason.APPLY_INVALID && !refused.fields().isEmpty();
    if (!invalid) {
      return told(desired, refused);
    }
    if (lifecycle(desired).replacement() == Replacement.NEVER) {
      return told(desired, refused.withHint());
    }
    return pass.client().wouldCreate(desired.manifest())
        ? remove(desired, uid, discreet(desired, refused).message())
        : told(desired, refused);
  }

  private Sent remove(DesiredObject desired, String uid, String cause) {
    return switch (pass.client().delete(desired.reference(), uid)) {
      case WriteResult.Done(KubeObject last) -> new Sent.Removed(desired, last, cause);
      case WriteResult.Gone _ -> new Sent.Vanished(desired);
      case WriteResult.Conflict(String message) ->
          new Sent.Refused(desired, Reason.APPLY_UNAVAILABLE, message, Optional.empty());
      case WriteResult.Refused refused ->
          new Sent.Refused(
              desired,
              refused.reason(),
              "cannot be deleted to be created again: " + refused.message(),
              refused.retryAfter());
    };
  }

  /** What only a former field manager of ours says is no longer wanted. */
  private KubeObject takenOver(KubeObject answer) {
    KubeObject current = answer;
    for (String former : formerManagersOf(answer)) {
      if (pass.client().giveUp(former, current) instanceof WriteResult.Done(KubeObject object)) {
        current = object;
      }
    }
    return current;
  }

  private List<String> formerManagersOf(KubeObject object) {
    return JsonTree.listAt(object.tree(), "metadata", "managedFields").stream()
        .filter(entry -> JsonTree.textAt(entry, "operation").equals("Apply"))
        .filter(entry -> JsonTree.textAt(entry, "subresource").isEmpty())
        .map(entry -> JsonTree.textAt(entry, "manager"))
        .filter(formerManagers::contains)
        .toList();
  }

  /** Something else stands under the name than was thought: one look tells what. */
  private Sent settle(DesiredObject desired) {
    return switch (pass.client().get(desired.reference())) {
      case ReadResult.Absent _ -> new Sent.Vanished(desired);
      case ReadResult.Refused(Reason reason, String message) ->
          new Sent.Refused(desired, reason, message, Optional.empty());
      case ReadResult.Found(KubeObject found) -> settle(desired, found);
    };
  }

  private Sent settle(DesiredObject desired, KubeObject found) {
    Optional<InventoryEntry> entry = known.find(desired.reference());
    return switch (Ownership.of(
        found, pass.subject().object(), entry, lifecycle(desired).adoption(), pass.marking())) {
      case Ownership.Ours _ ->
          isAsDesired(desired, found)
              ? new Sent.Found(desired, found)
              : takeOver(desired, found.uid());
      case Ownership.Free(String uid) -> takeOver(desired, uid);
      case Ownership.Refused(Reason reason, String message) ->
          new Sent.Taken(desired, reason, message, found);
    };
  }

  private Sent takeOver(DesiredObject desired, String uid) {
    return told(desired, pass.client().apply(desired.manifest(), new ApplyMode.Update(uid)));
  }

  private boolean isAsDesired(DesiredObject desired, KubeObject found) {
    return pass.marking().isOf(found, pass.subject().object())
        && desired.digest().equals(found.annotations().get(pass.marking().digest()));
  }

  private String node(DesiredObject desired) {
    return pass.marking().node(desired.manifest());
  }

  private Lifecycle lifecycle(DesiredObject desired) {
    Node node = pass.graph().nodesById().get(node(desired));
    return node == null ? Lifecycle.DEFAULT : InventoryPlan.lifecycle(node);
  }

  /** The server quotes what it does not like, and that may be a secret. */
  private WriteResult.Refused discreet(DesiredObject desired, WriteResult.Refused refused) {
    return SecretFlow.reaches(pass.graph(), node(desired)) ? refused.withoutValues() : refused;
  }
}
