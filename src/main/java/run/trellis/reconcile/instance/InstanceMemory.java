package run.trellis.reconcile.instance;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.resolve.Snapshot;

/**
 * What the process remembers of one instance between passes. None of it is needed for correctness:
 * a restart loses it and at most asks the server once more. Used by one pass at a time.
 */
public final class InstanceMemory {

  private final String instanceUid;
  private final Map<ObjectReference, Snapshot.Applied> applied = new HashMap<>();
  private final Map<ObjectReference, Instant> deletingSince = new HashMap<>();
  private final Set<InventoryEntry> absentIntents = new HashSet<>();
  private final Contests contests = new Contests();
  private final Refusals refusals;
  private final Instant begun;
  private Optional<SentStatus> sentStatus = Optional.empty();
  private Optional<String> askedAt = Optional.empty();
  private Optional<String> releasedVersion = Optional.empty();
  private int writes;

  public InstanceMemory(String instanceUid, Backoff backoff, Instant begun) {
    this.instanceUid = instanceUid;
    this.refusals = new Refusals(backoff);
    this.begun = begun;
  }

  /**
   * The last status that was sent, and what the server made of it: kinds that drop or default
   * fields answer something else, which is no reason to send it again.
   */
  record SentStatus(Map<String, @Nullable Object> sent, Map<String, @Nullable Object> answered) {}

  /** Whether it is of this very instance, and not of one before it that had the same name. */
  public boolean isOf(String uid) {
    return instanceUid.equals(uid);
  }

  Map<ObjectReference, Snapshot.Applied> applied() {
    return applied;
  }

  /** Since when each object was seen on its way out. */
  Map<ObjectReference, Instant> deletingSince() {
    return deletingSince;
  }

  /** Entries without a uid that a live read did not find. */
  Set<InventoryEntry> absentIntents() {
    return absentIntents;
  }

  Contests contests() {
    return contests;
  }

  Refusals refusals() {
    return refusals;
  }

  /**
   * Takes what somebody wrote to ask for a pass; whether that is a new request, and not the one
   * that was there when the process began.
   */
  boolean takeRequest(String request) {
    boolean isNew = askedAt.filter(known -> !known.equals(request)).isPresent();
    askedAt = Optional.of(request);
    return isNew;
  }

  /**
   * Notes that the instance was let go. The server may answer that with the version from before,
   * because it does not store what goes with its last finalizer.
   */
  void released(KubeObject instance) {
    releasedVersion = Optional.of(instance.resourceVersion());
  }

  /** Whether this very version of the instance was let go, and only the watch does not know. */
  boolean isReleased(KubeObject instance) {
    return releasedVersion.filter(instance.resourceVersion()::equals).isPresent();
  }

  Optional<SentStatus> sentStatus() {
    return sentStatus;
  }

  void sentStatus(SentStatus status) {
    sentStatus = Optional.of(status);
  }

  /** When this process first saw the instance. */
  Instant begun() {
    return begun;
  }

  int writes() {
    return writes;
  }

  void addWrites(int count) {
    writes += count;
  }

  /** Forgets what it knows of objects that the instance no longer has. */
  void retain(Inventory inventory) {
    Set<ObjectReference> kept = new HashSet<>();
    inventory.entries().forEach(entry -> kept.add(entry.object()));
    applied.keySet().retainAll(kept);
    deletingSince.keySet().retainAll(kept);
    contests.retainIf(kept::contains);
    refusals.retainIf(kept::contains);
  }
}
