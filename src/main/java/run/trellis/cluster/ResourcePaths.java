package run.trellis.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.KindDirectory.Lookup.Served;

/**
 * Where the API server serves kinds and objects: paths with every name encoded, because names come
 * from users. What no encoding keeps within its place has a {@link #flaw}.
 */
final class ResourcePaths {

  private static final Set<String> OTHER_PLACES = Set.of(".", "..");

  private ResourcePaths() {}

  /**
   * Why something cannot be a part of a path, as a sentence without its subject; empty if it can.
   * The rule is the API server's own ({@code ValidatePathSegmentName}): it decodes a path before it
   * splits it.
   */
  static Optional<String> flaw(String part) {
    if (part.isEmpty()) {
      return Optional.of("must not be empty");
    }
    if (OTHER_PLACES.contains(part)) {
      return Optional.of("must not be '" + part + "'");
    }
    return part.contains("/") || part.contains("%")
        ? Optional.of("must not contain '/' or '%'")
        : Optional.empty();
  }

  /** {@code /api/v1} or {@code /apis/apps/v1}. */
  static String of(String group, String version) {
    return group.isEmpty()
        ? "/api/" + encoded(version)
        : "/apis/" + encoded(group) + "/" + encoded(version);
  }

  /** Objects of a kind, in one namespace or, if it is empty, in all. */
  static String of(GroupVersionKind type, Served served, String namespace) {
    String base = of(type.group(), type.version());
    return served.namespaced() && !namespace.isEmpty()
        ? base + "/namespaces/" + encoded(namespace) + "/" + served.plural()
        : base + "/" + served.plural();
  }

  /** One object. */
  static String of(ObjectReference reference, Served served) {
    return of(reference.type(), served, reference.namespace()) + "/" + encoded(reference.name());
  }

  /** Forms encode a blank as no path does. */
  private static String encoded(String part) {
    return URLEncoder.encode(part, UTF_8).replace("+", "%20");
  }
}
