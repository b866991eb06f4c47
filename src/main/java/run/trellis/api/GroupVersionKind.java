package run.trellis.api;

import java.util.Comparator;

/**
 * A kind of object as the API server names it.
 *
 * @param group API group, empty for the core group
 * @param version version within the group, such as {@code v1}
 * @param kind kind in upper camel case, such as {@code Deployment}
 */
public record GroupVersionKind(String group, String version, String kind)
    implements Comparable<GroupVersionKind> {

  private static final Comparator<GroupVersionKind> ORDER =
      Comparator.comparing(GroupVersionKind::group)
          .thenComparing(GroupVersionKind::version)
          .thenComparing(GroupVersionKind::kind);

  /**
   * Reads the pair of fields every Kubernetes object carries; {@code apiVersion} is {@code
   * group/version} or {@code v1}.
   */
  public static GroupVersionKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersionKind("", apiVersion, kind)
        : new GroupVersionKind(
            apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /** {@code group/version}, or just the version in the core group. */
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** The kind with an empty version, for comparing kinds whatever version they are read in. */
  public GroupVersionKind ofAnyVersion() {
    return new GroupVersionKind(group, "", kind);
  }

  @Override
  public int compareTo(GroupVersionKind other) {
    return ORDER.compare(this, other);
  }

  /** For messages: {@code apps/v1 Deployment}. */
  @Override
  public String toString() {
    return apiVersion() + " " + kind;
  }
}
