package run.trellis.cluster;

import run.trellis.api.GroupVersionKind;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.KindDirectory.Lookup.Served;

/** Where the API server serves kinds and objects. */
final class ResourcePaths {

  private ResourcePaths() {}

  /** {@code /api/v1} or {@code /apis/apps/v1}. */
  static String of(String group, String version) {
    return group.isEmpty() ? "/api/" + version : "/apis/" + group + "/" + version;
  }

  /** Objects of a kind, in one namespace or, if it is empty, in all. */
  static String of(GroupVersionKind type, Served served, String namespace) {
    String base = of(type.group(), type.version());
    return served.namespaced() && !namespace.isEmpty()
        ? base + "/namespaces/" + namespace + "/" + served.plural()
        : base + "/" + served.plural();
  }

  /** One object. */
  static String of(ObjectReference reference, Served served) {
    return of(reference.type(), served, reference.namespace()) + "/" + reference.name();
  }
}
