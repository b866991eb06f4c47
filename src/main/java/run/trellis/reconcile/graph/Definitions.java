package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;

/**
 * The custom resource definitions that graphs generated, watched: what somebody changes or deletes
 * is put back, and what the server makes of them needs no polling.
 */
final class Definitions implements AutoCloseable {

  static final GroupVersionKind TYPE =
      new GroupVersionKind("apiextensions.k8s.io", "v1", "CustomResourceDefinition");

  private static final FieldMask MASK =
      FieldMask.ofAll(
          List.of(
              List.of("spec", "group"),
              List.of("spec", "names", "kind"),
              List.of("spec", "versions", FieldMask.ANY, "name"),
              List.of("metadata", "finalizers"),
              List.of("status", "conditions")));

  private final Marking marking;
  private final Subscription subscription;

  /**
   * Starts to watch.
   *
   * @param changed takes the uid of the graph that a definition belongs to
   */
  Definitions(WatchRegistry registry, Marking marking, Consumer<String> changed, Runnable synced) {
    this.marking = marking;
    this.subscription =
        registry.subscribe(
            WatchTarget.labelled(TYPE, marking.tracking().selector()),
            MASK,
            change -> {
              switch (change) {
                case Change.Upserted(KubeObject definition) -> changed.accept(graphUid(definition));
                case Change.Deleted(KubeObject definition) -> changed.accept(graphUid(definition));
                case Change.Synced _, Change.Unavailable _ -> synced.run();
              }
            });
  }

  private String graphUid(KubeObject definition) {
    return marking.graphUid(definition);
  }

  ObjectCache cache() {
    return subscription.cache();
  }

  static ObjectReference reference(String name) {
    return new ObjectReference(TYPE, "", name);
  }

  /** The definition that a graph published, under whatever name; empty if there is none. */
  Optional<KubeObject> ofGraph(KubeObject graph) {
    return cache().list(definition -> marking.isDefinitionOf(definition, graph)).stream()
        .findFirst();
  }

  /** The kind that a definition defines. */
  static GroupVersionKind kind(KubeObject definition) {
    String version =
        JsonTree.listAt(definition.tree(), "spec", "versions").stream()
            .map(served -> JsonTree.textAt(served, "name"))
            .findFirst()
            .orElse("");
    return new GroupVersionKind(
        JsonTree.textAt(definition.tree(), "spec", "group"),
        version,
        JsonTree.textAt(definition.tree(), "spec", "names", "kind"));
  }

  @Override
  public void close() {
    subscription.close();
  }
}
