package run.trellis.reconcile.instance;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.api.dialect.Dialects;
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

  /** The state of what is not there, or not any more. */
  private static final String ABSENT = "absent";

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
        .map(result -> state(((QueryResult.Found) result).objects(), refusal));
  }

  /**
   * What stands in the way of an object that the server refused just now.
   *
   * @param found the object that has its name, if that was looked up
   */
  String stateWhenRefused(ObjectReference object, Refusal refusal, Optional<KubeObject> found) {
    return found.map(Blockers::signature).or(() -> state(object, refusal)).orElse(ABSENT);
  }

  private static String state(List<KubeObject> objects, Refusal refusal) {
    return objects.stream()
        .findFirst()
        // A namespace on its way out is as good as none.
        .filter(found -> refusal.reason() != Reason.NAMESPACE_MISSING || !found.isTerminating())
        .map(Blockers::signature)
        .orElse(ABSENT);
  }

  /** All of an object that decides whose it is, as far as every cache keeps it. */
  private static String signature(KubeObject object) {
    return Stream.concat(
            Stream.of(object.uid(), object.isTerminating()),
            Stream.concat(
                Dialects.ALL.stream()
                    .flatMap(dialect -> dialect.marking().objectLabels().stream())
                    .map(object.labels()::get),
                Dialects.ALL.stream()
                    .flatMap(dialect -> dialect.marking().objectAnnotations().stream())
                    .map(object.annotations()::get)))
        .map(String::valueOf)
        .collect(Collectors.joining(" "));
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
}
