package run.trellis.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * As much of an API server as the engine can tell from a real one, in memory: preconditions,
 * server-side apply, finalizers, versions, a log of changes for watches. For properties over random
 * graphs only, which need thousands of clusters a second; whatever concerns one behaviour is tested
 * against a real server.
 */
public final class ModelServer {

  private final TreeMap<ObjectReference, KubeObject> objects = new TreeMap<>();
  private final Map<ObjectReference, Integer> births = new HashMap<>();
  private final List<Entry> log = new ArrayList<>();
  private Consumer<Write> witness = _ -> {};
  private long version = 100;

  /** One change, as watches are told of it. */
  record Entry(Optional<KubeObject> before, Optional<KubeObject> after, KubeObject last) {}

  /** A write of the engine's that is about to take effect. */
  public sealed interface Write {
    ObjectReference object();

    record Apply(ObjectReference object, Optional<KubeObject> live) implements Write {}

    record Status(ObjectReference object) implements Write {}

    record Delete(ObjectReference object, KubeObject live) implements Write {}

    record Release(ObjectReference object, KubeObject live) implements Write {}

    record LetGo(ObjectReference object, KubeObject live) implements Write {}
  }

  /** Shows somebody every write of the engine's just before it takes effect. */
  public synchronized void watchedBy(Consumer<Write> observer) {
    witness = observer;
  }

  // --- What the engine asks ----------------------------------------------------------------------

  synchronized WriteResult apply(KubeObject manifest, ApplyMode mode) {
    ObjectReference reference = manifest.reference();
    Optional<KubeObject> live = find(reference);
    Optional<WriteResult> refusal = precondition(live, mode);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    witness.accept(new Write.Apply(reference, live));
    Map<String, @Nullable Object> before = live.map(KubeObject::tree).orElseGet(Map::of);
    Map<String, @Nullable Object> after = AppliedFields.apply(before, manifest.tree());
    return new WriteResult.Done(
        live.isPresent() ? store(live.get(), after) : create(reference, after));
  }

  private static Optional<WriteResult> precondition(Optional<KubeObject> live, ApplyMode mode) {
    return switch (mode) {
      case ApplyMode.Create _ when live.isPresent() ->
          Optional.of(new WriteResult.Conflict("it exists"));
      case ApplyMode.Update _ when live.isEmpty() -> Optional.of(new WriteResult.Gone());
      case ApplyMode.Update(String uid) when !live.get().uid().equals(uid) ->
          Optional.of(new WriteResult.Conflict("it has another uid"));
      case ApplyMode.Create _, ApplyMode.Update _, ApplyMode.Upsert _ -> Optional.empty();
    };
  }

  synchronized WriteResult applyStatus(KubeObject manifest) {
    Optional<KubeObject> live = find(manifest.reference());
    if (live.isEmpty()) {
      return new WriteResult.Gone();
    }
    witness.accept(new Write.Status(manifest.reference()));
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(live.get().tree());
    tree.put("status", manifest.at("status"));
    return new WriteResult.Done(store(live.get(), tree));
  }

  synchronized WriteResult delete(ObjectReference reference, String uid) {
    Optional<KubeObject> live = find(reference).filter(found -> found.uid().equals(uid));
    if (live.isEmpty()) {
      return new WriteResult.Gone();
    }
    witness.accept(new Write.Delete(reference, live.get()));
    return new WriteResult.Done(remove(live.get()));
  }

  synchronized WriteResult removeFinalizer(KubeObject object, String finalizer) {
    Optional<KubeObject> live = find(object.reference());
    if (live.isEmpty()) {
      return new WriteResult.Gone();
    }
    if (!live.get().resourceVersion().equals(object.resourceVersion())) {
      return new WriteResult.Conflict("it has changed");
    }
    witness.accept(new Write.Release(object.reference(), live.get()));
    List<String> others =
        live.get().finalizers().stream().filter(other -> !other.equals(finalizer)).toList();
    return new WriteResult.Done(
        store(
            live.get(),
            AppliedFields.set(live.get().tree(), others, List.of("metadata", "finalizers"))));
  }

  synchronized WriteResult removeMarks(
      KubeObject object, Collection<String> labels, Collection<String> annotations) {
    Optional<KubeObject> live =
        find(object.reference()).filter(found -> found.uid().equals(object.uid()));
    if (live.isEmpty()) {
      return new WriteResult.Gone();
    }
    witness.accept(new Write.LetGo(object.reference(), live.get()));
    Map<String, String> keptLabels = new LinkedHashMap<>(live.get().labels());
    keptLabels.keySet().removeAll(labels);
    Map<String, String> keptAnnotations = new LinkedHashMap<>(live.get().annotations());
    keptAnnotations.keySet().removeAll(annotations);
    Map<String, @Nullable Object> tree =
        AppliedFields.set(live.get().tree(), keptLabels, List.of("metadata", "labels"));
    return new WriteResult.Done(
        store(
            live.get(),
            AppliedFields.set(tree, keptAnnotations, List.of("metadata", "annotations"))));
  }

  // --- What everybody else does ------------------------------------------------------------------

  /** The object as it is. */
  public synchronized Optional<KubeObject> find(ObjectReference reference) {
    return Optional.ofNullable(objects.get(reference));
  }

  /** All objects of every kind. */
  public synchronized List<KubeObject> objects() {
    return List.copyOf(objects.values());
  }

  /** Somebody else creates an object. */
  public synchronized KubeObject create(KubeObject object) {
    return create(object.reference(), object.tree());
  }

  /** Somebody else sets a field of an object, or removes it; nothing happens if it is not there. */
  public synchronized void set(ObjectReference reference, @Nullable Object value, String... path) {
    find(reference)
        .ifPresent(live -> store(live, AppliedFields.set(live.tree(), value, List.of(path))));
  }

  /** Somebody else asks for the deletion of an object. */
  public synchronized void delete(ObjectReference reference) {
    find(reference).ifPresent(this::remove);
  }

  // --- How it is kept ----------------------------------------------------------------------------

  private KubeObject create(ObjectReference reference, Map<String, @Nullable Object> tree) {
    int birth = births.merge(reference, 1, Integer::sum);
    KubeObject created =
        withMetadata(
            tree,
            metadata -> {
              metadata.put("uid", reference.type().kind() + "-" + reference.name() + "-" + birth);
              metadata.put("generation", 1L);
              metadata.put("resourceVersion", String.valueOf(++version));
              return metadata;
            });
    objects.put(reference, created);
    log.add(new Entry(Optional.empty(), Optional.of(created), created));
    return created;
  }

  /** Stores a change; nothing happens if there is none. */
  private KubeObject store(KubeObject before, Map<String, @Nullable Object> tree) {
    if (before.equals(KubeObject.of(tree))) {
      return before;
    }
    boolean sameSpec = Objects.equals(before.at("spec"), tree.get("spec"));
    KubeObject after =
        withMetadata(
            tree,
            metadata -> {
              metadata.put("generation", before.generation() + (sameSpec ? 0 : 1));
              metadata.put("resourceVersion", String.valueOf(++version));
              return metadata;
            });
    if (after.isTerminating() && after.finalizers().isEmpty()) {
      objects.remove(after.reference());
      log.add(new Entry(Optional.of(before), Optional.empty(), after));
    } else {
      objects.put(after.reference(), after);
      log.add(new Entry(Optional.of(before), Optional.of(after), after));
    }
    return after;
  }

  /** The object as it is left: on its way out if finalizers hold it, as it was last if not. */
  private KubeObject remove(KubeObject live) {
    if (live.isTerminating()) {
      return live;
    }
    if (!live.finalizers().isEmpty()) {
      return store(
          live,
          AppliedFields.set(
              live.tree(), "2026-01-01T00:00:00Z", List.of("metadata", "deletionTimestamp")));
    }
    KubeObject last =
        withMetadata(
            live.tree(),
            metadata -> {
              metadata.put("resourceVersion", String.valueOf(++version));
              return metadata;
            });
    objects.remove(live.reference());
    log.add(new Entry(Optional.of(live), Optional.empty(), last));
    return live;
  }

  private static KubeObject withMetadata(
      Map<String, @Nullable Object> tree, UnaryOperator<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(tree);
    copy.put("metadata", change.apply(new LinkedHashMap<>(JsonTree.mapAt(tree, "metadata"))));
    return KubeObject.of(copy);
  }

  // --- What watches read -------------------------------------------------------------------------

  /** All objects of a kind; the version of the list is that of the last change. */
  synchronized List<KubeObject> list(GroupVersionKind type) {
    return objects.values().stream().filter(object -> object.type().equals(type)).toList();
  }

  synchronized String currentVersion() {
    return String.valueOf(version);
  }

  synchronized int logSize() {
    return log.size();
  }

  synchronized List<Entry> logFrom(int position) {
    return List.copyOf(log.subList(position, log.size()));
  }

  /** Every kind of these groups is served, and lives in namespaces. */
  public static KindDirectory kinds() {
    return new KindDirectory() {
      @Override
      public Lookup find(GroupVersionKind type) {
        return new Lookup.Served(type.kind(), true);
      }

      @Override
      public void forget(String group) {}

      @Override
      public void onChange(Consumer<String> listener) {}
    };
  }
}
