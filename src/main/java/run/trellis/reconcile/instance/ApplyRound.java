package run.trellis.reconcile.instance;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.Reason;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.Node;
import run.trellis.resolve.DesiredObject;

/** Sends the objects of one round side by side and says what came of each. */
final class ApplyRound {

  private final Pass pass;
  private final Inventory known;

  /**
   * A round.
   *
   * @param known the inventory as it was before this pass touched it: it tells an own object whose
   *     marks somebody stripped from a foreign one
   */
  ApplyRound(Pass pass, Inventory known) {
    this.pass = pass;
    this.known = known;
  }

  /** What came of sending one object. */
  sealed interface Sent {
    DesiredObject desired();

    /** Applied; the object as the server answered it. */
    record Applied(DesiredObject desired, KubeObject answer) implements Sent {}

    /** It was there already, just as it should be: an earlier answer had been lost. */
    record Found(DesiredObject desired, KubeObject object) implements Sent {}

    /** What was known of it is out of date: it is gone. */
    record Vanished(DesiredObject desired) implements Sent {}

    /** Not done. */
    record Refused(
        DesiredObject desired, Reason reason, String message, Optional<Duration> retryAfter)
        implements Sent {}
  }

  List<Sent> send(List<DesiredObject> objects) {
    return InParallel.map(objects, this::send);
  }

  private Sent send(DesiredObject desired) {
    // Never an upsert: what stands under the name and is not known to be ours stays untouched.
    ApplyMode mode =
        desired
            .observed()
            .<ApplyMode>map(live -> new ApplyMode.Update(live.uid()))
            .orElseGet(ApplyMode.Create::new);
    return switch (pass.client().apply(desired.manifest(), mode)) {
      case WriteResult.Conflict _ -> settle(desired);
      case WriteResult other -> told(desired, other);
    };
  }

  private Sent told(DesiredObject desired, WriteResult result) {
    return switch (result) {
      case WriteResult.Done(KubeObject answer) -> new Sent.Applied(desired, answer);
      case WriteResult.Gone _ -> new Sent.Vanished(desired);
      case WriteResult.Conflict(String message) ->
          new Sent.Refused(desired, Reason.APPLY_UNAVAILABLE, message, Optional.empty());
      case WriteResult.Refused(Reason reason, String message, Optional<Duration> retryAfter) ->
          new Sent.Refused(desired, reason, discreet(desired, message), retryAfter);
    };
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
    return switch (Ownership.of(found, pass.subject().uid(), entry, adoption(desired))) {
      case Ownership.Ours _ ->
          isAsDesired(desired, found)
              ? new Sent.Found(desired, found)
              : takeOver(desired, found.uid());
      case Ownership.Free(String uid) -> takeOver(desired, uid);
      case Ownership.Refused(Reason reason, String message) ->
          new Sent.Refused(desired, reason, message, Optional.empty());
    };
  }

  private Sent takeOver(DesiredObject desired, String uid) {
    return told(desired, pass.client().apply(desired.manifest(), new ApplyMode.Update(uid)));
  }

  private boolean isAsDesired(DesiredObject desired, KubeObject found) {
    return Ownership.isMarkedAs(found, pass.subject().uid())
        && desired.digest().equals(found.annotations().get(Marks.APPLIED_DIGEST));
  }

  private Adoption adoption(DesiredObject desired) {
    String id = desired.manifest().labels().getOrDefault(Marks.NODE, "");
    Node node = pass.graph().nodesById().get(id);
    return node == null ? Adoption.NEVER : InventoryPlan.lifecycle(node).adoption();
  }

  /** The server quotes what it does not like, and that may be a secret. */
  private static String discreet(DesiredObject desired, String message) {
    return desired.reference().type().kind().equals("Secret")
        ? "the API server refused it; its words are withheld because they may quote the Secret"
        : message;
  }
}
