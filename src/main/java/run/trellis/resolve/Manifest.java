package run.trellis.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.ApplySet;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.LabelValue;
import run.trellis.api.Marks;

/**
 * A rendered template as it is sent: with the labels and annotations by which the engine finds its
 * own again.
 *
 * @param object the whole configuration
 * @param digest digest of the configuration, which it also carries as an annotation
 */
record Manifest(KubeObject object, String digest) {

  /**
   * Adds the marks.
   *
   * @param tree the rendered template, its namespace settled
   * @param node id of its node
   * @param graph name of the graph
   * @param instance the instance it belongs to
   */
  static Manifest of(
      Map<String, @Nullable Object> tree, String node, String graph, KubeObject instance) {
    Map<String, Object> labels = new TreeMap<>();
    labels.put(Marks.OWNED, "true");
    labels.put(Marks.INSTANCE_UID, instance.uid());
    labels.put(Marks.NODE, LabelValue.of(node));
    labels.put(Marks.GRAPH, LabelValue.of(graph));
    labels.put(Marks.MANAGED_BY, Marks.MANAGED_BY_VALUE);
    labels.put(Marks.PART_OF, ApplySet.id(instance));
    Map<String, Object> annotations = new TreeMap<>();
    annotations.put(Marks.INSTANCE, Marks.ownerOf(instance));
    Map<String, @Nullable Object> marked = marked(tree, labels, annotations);
    String digest = ContentDigest.of(marked);
    return new Manifest(
        KubeObject.ofImmutable(marked(marked, Map.of(), Map.of(Marks.APPLIED_DIGEST, digest))),
        digest);
  }

  private static Map<String, @Nullable Object> marked(
      Map<String, @Nullable Object> tree,
      Map<String, Object> labels,
      Map<String, Object> annotations) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(JsonTree.mapAt(tree, "metadata"));
    merge(metadata, "labels", labels);
    merge(metadata, "annotations", annotations);
    Map<String, @Nullable Object> marked = new LinkedHashMap<>(tree);
    marked.put("metadata", Collections.unmodifiableMap(metadata));
    return Collections.unmodifiableMap(marked);
  }

  private static void merge(
      Map<String, @Nullable Object> metadata, String field, Map<String, Object> more) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(JsonTree.mapAt(metadata, field));
    merged.putAll(more);
    if (!merged.isEmpty()) {
      metadata.put(field, Collections.unmodifiableMap(merged));
    }
  }
}
