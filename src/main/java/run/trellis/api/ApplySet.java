package run.trellis.api;

import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * An instance as the parent of an apply set (KEP-3659), so that tools which know nothing of Trellis
 * can tell what belongs to it.
 */
public final class ApplySet {

  /** What the names of an apply set's marks start with. */
  public static final String PREFIX = "applyset.kubernetes.io/";

  /** Label with the name of the tool that manages an object; common to all tools. */
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

  /** Label on members: the id of their set. */
  public static final String PART_OF = PREFIX + "part-of";

  private ApplySet() {}

  /** {@code applyset-<base64url(sha256(<name>.<namespace>.<kind>.<group>))>-v1}. */
  public static String id(KubeObject parent) {
    String identity =
        parent.name()
            + "."
            + parent.namespace()
            + "."
            + parent.type().kind()
            + "."
            + parent.type().group();
    return "applyset-"
        + Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(identity))
        + "-v1";
  }

  /** Labels of a parent. */
  public static Map<String, String> labels(KubeObject parent) {
    return Map.of(PREFIX + "id", id(parent));
  }

  /** Annotations of a parent whose set may have members of these kinds. */
  public static Map<String, String> annotations(Stream<GroupVersionKind> kinds) {
    return annotations("trellis/v1alpha1", groupKinds(kinds));
  }

  /** Annotations of a parent that a tool manages. */
  public static Map<String, String> annotations(String tooling, String groupKinds) {
    return Map.of(PREFIX + "tooling", tooling, PREFIX + "contains-group-kinds", groupKinds);
  }

  /** Whether a parent says that its set may have members. */
  public static boolean mayHaveMembers(KubeObject parent) {
    return !parent.annotations().getOrDefault(PREFIX + "contains-group-kinds", "").isEmpty();
  }

  /** Kinds as the annotation lists them: sorted, each once, whatever its version. */
  public static String groupKinds(Stream<GroupVersionKind> kinds) {
    return kinds
        .map(type -> type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group())
        .distinct()
        .sorted()
        .collect(Collectors.joining(","));
  }
}
