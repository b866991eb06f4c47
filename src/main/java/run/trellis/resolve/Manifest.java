package run.trellis.resolve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Membership;

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
   * @param member what the object is within its instance
   */
  static Manifest of(Map<String, @Nullable Object> tree, Membership member, Marking marking) {
    Map<String, @Nullable Object> marked =
        marked(tree, marking.labels(member), marking.annotations(member));
    String digest = ContentDigest.of(marked);
    return new Manifest(
        KubeObject.ofImmutable(marked(marked, Map.of(), Map.of(marking.digest(), digest))), digest);
  }

  private static Map<String, @Nullable Object> marked(
      Map<String, @Nullable Object> tree,
      Map<String, String> labels,
      Map<String, String> annotations) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(JsonTree.mapAt(tree, "metadata"));
    merge(metadata, "labels", labels);
    merge(metadata, "annotations", annotations);
    Map<String, @Nullable Object> marked = new LinkedHashMap<>(tree);
    marked.put("metadata", Collections.unmodifiableMap(metadata));
    return Collections.unmodifiableMap(marked);
  }

  private static void merge(
      Map<String, @Nullable Object> metadata, String field, Map<String, String> more) {
    Map<String, @Nullable Object> merged = new LinkedHashMap<>(JsonTree.mapAt(metadata, field));
    merged.putAll(new TreeMap<>(more));
    if (!merged.isEmpty()) {
      metadata.put(field, Collections.unmodifiableMap(merged));
    }
  }
}
