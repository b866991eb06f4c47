package run.trellis.reconcile.instance;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.resolve.Snapshot.Query;
import run.trellis.resolve.Snapshot.QueryResult;
import run.trellis.resolve.Snapshot.Refusal;

/**
 * Watches what stands in the way of refused objects: a namespace that is not there, an object of
 * the same name that belongs to somebody else. When that changes, they are tried again at once, and
 * not only after the pause that the last refusal made. Where nobody lets Trellis see it, the pause
 * has to do.
 */
final class Blockers {

  private static final GroupVersionKind NAMESPACE = GroupVersionKind.of("v1", "Namespace");

  /** Watches are shared by all who wait for the same; still, one instance gets only so many. */
  private static final int MOST = 8;

  /** The state of what is not in the way any more. */
  private static final String CLEARED = "";

  private final ReferenceWatches watches;

  Blockers(ReferenceWatches watches) {
    this.watches = watches;
  }

  /** Watches what is in the way of an instance's refused objects, in place of what was before. */
  void track(WorkKey reader, Map<ObjectReference, Refusal> refusals) {
    Set<Query> queries =
        refusals.entrySet().stream()
            .flatMap(refused -> query(refused.getKey(), refused.getValue()).stream())
            .distinct()
            .sorted(Comparator.comparing(Query.ByName::reference))
            .limit(MOST)
            .collect(Collectors.toUnmodifiableSet());
    watches.track(reader, queries);
  }

  void forget(WorkKey reader) {
    watches.forget(reader);
  }

  /** What stands in the way of a refused object, as it is now; empty if that is not known. */
  Optional<String> state(ObjectReference object, Refusal refusal) {
    return query(object, refusal)
        .flatMap(watches::result)
        .filter(QueryResult.Found.class::isInstance)
        .map(result -> state((QueryResult.Found) result, isNamespace(refusal)));
  }

  /**
   * Whether it is worth another try, given what stood in the way when the object was refused last.
   */
  static boolean isCleared(Optional<String> before, Optional<String> now) {
    return now.isPresent()
        && !now.equals(before)
        && (before.isPresent() || now.get().equals(CLEARED));
  }

  private static String state(QueryResult.Found result, boolean wanted) {
    Optional<KubeObject> found = result.objects().stream().findFirst();
    boolean cleared =
        wanted ? found.filter(object -> !object.isTerminating()).isPresent() : found.isEmpty();
    return cleared ? CLEARED : found.map(Blockers::signature).orElse("absent");
  }

  /** All of an object that decides whose it is. */
  private static String signature(KubeObject object) {
    return object.uid()
        + object.isTerminating()
        + new TreeMap<>(object.labels())
        + new TreeMap<>(object.annotations());
  }

  private static Optional<Query.ByName> query(ObjectReference object, Refusal refusal) {
    return switch (refusal.reason()) {
      case NAMESPACE_MISSING ->
          Optional.of(new Query.ByName(new ObjectReference(NAMESPACE, "", object.namespace())));
      case ALREADY_EXISTS, OWNED_BY_ANOTHER, OBJECT_TERMINATING ->
          Optional.of(new Query.ByName(object));
      default -> Optional.empty();
    };
  }

  private static boolean isNamespace(Refusal refusal) {
    return refusal.reason() == Reason.NAMESPACE_MISSING;
  }
}
