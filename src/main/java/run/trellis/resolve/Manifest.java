package run.trellis.resolve;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;

/**
 * A rendered template as it is sent: with the labels and annotations by which the engine finds its
 * own again.
 *
 * @param object the whole configuration
 * @param digest digest of the configuration, which it also carries as an annotation
 */
record Manifest(KubeObject object, String digest) {

  /** Of the SHA-256, enough to tell configurations apart. */
  private static final int DIGEST_BYTES = 16;

  /** Longest value of a label. */
  private static final int LABEL_LENGTH = 63;

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
    labels.put(Marks.NODE, labelValue(node));
    labels.put(Marks.GRAPH, labelValue(graph));
    labels.put(Marks.MANAGED_BY, Marks.MANAGED_BY_VALUE);
    labels.put(Marks.PART_OF, applySetId(instance));
    Map<String, Object> annotations = new TreeMap<>();
    annotations.put(Marks.INSTANCE, owner(instance));
    Map<String, @Nullable Object> marked = marked(tree, labels, annotations);
    String digest = digest(marked);
    return new Manifest(
        KubeObject.ofImmutable(marked(marked, Map.of(), Map.of(Marks.APPLIED_DIGEST, digest))),
        digest);
  }

  /** {@code <kind>.<group>/<namespace>/<name>} of an instance. */
  static String owner(KubeObject instance) {
    return instance.type().kind()
        + "."
        + instance.type().group()
        + "/"
        + instance.namespace()
        + "/"
        + instance.name();
  }

  /** KEP-3659: {@code applyset-<base64url(sha256(<name>.<namespace>.<kind>.<group>))>-v1}. */
  static String applySetId(KubeObject parent) {
    String identity =
        parent.name()
            + "."
            + parent.namespace()
            + "."
            + parent.type().kind()
            + "."
            + parent.type().group();
    return "applyset-"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(identity))
        + "-v1";
  }

  /** A label value of at most 63 characters: a longer one is cut and made unique by a hash. */
  static String labelValue(String text) {
    if (text.length() <= LABEL_LENGTH) {
      return text;
    }
    String hash = HexFormat.of().formatHex(sha256(text), 0, 5);
    return text.substring(0, LABEL_LENGTH - hash.length() - 1) + "-" + hash;
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

  /** The same for the same content, in whatever order its maps are. */
  static String digest(@Nullable Object tree) {
    StringBuilder canonical = new StringBuilder();
    write(tree, canonical);
    return HexFormat.of().formatHex(sha256(canonical.toString()), 0, DIGEST_BYTES);
  }

  private static void write(@Nullable Object value, StringBuilder out) {
    switch (value) {
      case Map<?, ?> map -> {
        out.append('{');
        Map<String, @Nullable Object> sorted = new TreeMap<>();
        map.forEach((key, child) -> sorted.put(String.valueOf(key), child));
        sorted.forEach(
            (key, child) -> {
              out.append(key.length()).append(':').append(key);
              write(child, out);
            });
        out.append('}');
      }
      case List<?> list -> {
        out.append('[');
        list.forEach(item -> write(item, out));
        out.append(']');
      }
      case String text -> out.append('"').append(text.length()).append(':').append(text);
      case null -> out.append('n');
      default -> out.append('=').append(value).append(';');
    }
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}
