package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object as an immutable tree, with typed access to its metadata. It may be partial: a
 * cache keeps only the fields that somebody reads.
 */
public final class KubeObject {

  private final Map<String, @Nullable Object> tree;

  private KubeObject(Map<String, @Nullable Object> tree) {
    this.tree = tree;
  }

  /** An object over a deep, immutable copy of the tree; see {@link JsonTree#copyOf(Object)}. */
  public static KubeObject of(Map<String, ? extends @Nullable Object> tree) {
    return new KubeObject(JsonTree.copyOfMap(tree));
  }

  /**
   * An object over a tree that the caller guarantees to be of the value model and never to change
   * again.
   */
  public static KubeObject ofImmutable(Map<String, @Nullable Object> tree) {
    return new KubeObject(tree);
  }

  public Map<String, @Nullable Object> tree() {
    return tree;
  }

  public GroupVersionKind type() {
    return GroupVersionKind.of(JsonTree.textAt(tree, "apiVersion"), JsonTree.textAt(tree, "kind"));
  }

  public ObjectReference reference() {
    return new ObjectReference(type(), namespace(), name());
  }

  public String name() {
    return JsonTree.textAt(tree, "metadata", "name");
  }

  /** Empty for a cluster-scoped object. */
  public String namespace() {
    return JsonTree.textAt(tree, "metadata", "namespace");
  }

  /** Empty for an object the API server has not stored. */
  public String uid() {
    return JsonTree.textAt(tree, "metadata", "uid");
  }

  /** Opaque version of the API server, empty for an object it has not stored. */
  public String resourceVersion() {
    return JsonTree.textAt(tree, "metadata", "resourceVersion");
  }

  /** Generation of the desired state; 0 for kinds that have none. */
  public long generation() {
    return JsonTree.at(tree, "metadata", "generation") instanceof Long generation ? generation : 0;
  }

  public Map<String, String> labels() {
    return texts("labels");
  }

  public Map<String, String> annotations() {
    return texts("annotations");
  }

  public List<String> finalizers() {
    return JsonTree.listAt(tree, "metadata", "finalizers").stream().map(String::valueOf).toList();
  }

  /** Whether somebody asked for its deletion and finalizers hold it. */
  public boolean isTerminating() {
    return JsonTree.at(tree, "metadata", "deletionTimestamp") != null;
  }

  /** The value at a path of map keys, {@code null} where there is none. */
  public @Nullable Object at(String... path) {
    return JsonTree.at(tree, path);
  }

  private Map<String, String> texts(String field) {
    return JsonTree.mapAt(tree, "metadata", field).entrySet().stream()
        .collect(
            Collectors.toUnmodifiableMap(
                Map.Entry::getKey, entry -> String.valueOf(entry.getValue())));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KubeObject object && tree.equals(object.tree);
  }

  @Override
  public int hashCode() {
    return tree.hashCode();
  }

  /** Identity only: content may be secret. */
  @Override
  public String toString() {
    return reference().toString();
  }
}
