package run.trellis.cluster;

import run.trellis.api.GroupVersionKind;

/**
 * What one watch covers. Equal targets share one watch.
 *
 * @param namespace empty for all namespaces
 * @param labelSelector in the text form of the API; empty for all
 * @param fieldSelector in the text form of the API, such as {@code metadata.name=x}; empty for all
 */
public record WatchTarget(
    GroupVersionKind type, String namespace, String labelSelector, String fieldSelector) {

  /** All objects of a kind. */
  public static WatchTarget all(GroupVersionKind type) {
    return new WatchTarget(type, "", "", "");
  }

  /** All objects of a kind that a label selector finds, in all namespaces. */
  public static WatchTarget labelled(GroupVersionKind type, String labelSelector) {
    return new WatchTarget(type, "", labelSelector, "");
  }

  /** One object. */
  public static WatchTarget named(run.trellis.api.ObjectReference reference) {
    return new WatchTarget(
        reference.type(), reference.namespace(), "", "metadata.name=" + escaped(reference.name()));
  }

  /** Without it, a name could ask for more than one thing. */
  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace(",", "\\,").replace("=", "\\=");
  }
}
