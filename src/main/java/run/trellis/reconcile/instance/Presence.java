package run.trellis.reconcile.instance;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WatchRegistry.Change;

/**
 * Whether what an inventory names is there and the instance's. Three must agree before anything is
 * deleted: the inventory, the object's own marks, and its uid.
 */
final class Presence {

  private final Pass pass;
  private final Map<InventoryEntry, Found> settled = new HashMap<>();

  Presence(Pass pass) {
    this.pass = pass;
  }

  /** What stands under an entry. */
  sealed interface Found {
    /** Nothing of the instance's. */
    record Absent() implements Found {}

    record Ours(KubeObject live) implements Found {}

    /**
     * Cannot be told now.
     *
     * @param retry whether nothing will say when it can be told
     */
    record Unclear(Reason reason, String message, boolean retry) implements Found {}
  }

  Found of(InventoryEntry entry) {
    return settled.computeIfAbsent(entry, this::look);
  }

  void noteAbsent(InventoryEntry entry) {
    settled.put(entry, new Found.Absent());
  }

  void noteTerminating(InventoryEntry entry, KubeObject live) {
    settled.put(entry, new Found.Ours(live));
  }

  private Found look(InventoryEntry entry) {
    ObjectCache cache = pass.watches().owned(entry.object().type());
    Optional<Change.Unavailable> unavailable = cache.unavailable();
    if (unavailable.isPresent()) {
      Reason reason = unavailable.get().reason();
      // With its kind, every object of the kind went too.
      return reason == Reason.KIND_MISSING
          ? new Found.Absent()
          : new Found.Unclear(reason, unavailable.get().message(), false);
    }
    if (!cache.isFresh()) {
      return new Found.Unclear(Reason.NOT_READY, "has not been looked up lately", true);
    }
    return cache.get(entry.object()).map(live -> judge(entry, live)).orElseGet(() -> unseen(entry));
  }

  private Found judge(InventoryEntry entry, KubeObject live) {
    boolean agrees = entry.uid().isEmpty() || entry.uid().equals(live.uid());
    return agrees && pass.marking().isOf(live, pass.subject().object())
        ? new Found.Ours(live)
        : new Found.Absent();
  }

  /**
   * An entry without a uid was written before a request whose answer was never seen. The watch may
   * not have shown yet what came of it, so this one case asks the server itself.
   */
  private Found unseen(InventoryEntry entry) {
    if (!entry.uid().isEmpty() || pass.memory().absentIntents().contains(entry)) {
      return new Found.Absent();
    }
    Found found =
        switch (pass.client().get(entry.object())) {
          case ReadResult.Found(KubeObject live) -> judge(entry, live);
          case ReadResult.Absent _ -> new Found.Absent();
          case ReadResult.Refused(Reason reason, String message) ->
              reason == Reason.KIND_MISSING || reason == Reason.NAMESPACE_MISSING
                  ? new Found.Absent()
                  : new Found.Unclear(reason, message, true);
        };
    if (found instanceof Found.Absent) {
      pass.memory().absentIntents().add(entry);
    }
    return found;
  }
}
