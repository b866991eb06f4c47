package run.trellis.api;

import java.util.Comparator;

/**
 * Identity of one object in the cluster, without its uid.
 *
 * @param type kind of the object
 * @param namespace its namespace; empty for a cluster-scoped object
 * @param name its name
 */
public record ObjectReference(GroupVersionKind type, String namespace, String name)
    implements Comparable<ObjectReference> {

  private static final Comparator<ObjectReference> ORDER =
      Comparator.comparing(ObjectReference::type)
          .thenComparing(ObjectReference::namespace)
          .thenComparing(ObjectReference::name);

  public boolean isClusterScoped() {
    return namespace.isEmpty();
  }

  /** {@code namespace/name}, or the name alone where there is no namespace. */
  public String qualifiedName() {
    return namespace.isEmpty() ? name : namespace + "/" + name;
  }

  /**
   * The same object under whichever version of its kind: two references to one object are then
   * equal.
   */
  public ObjectReference ofAnyVersion() {
    return new ObjectReference(type.ofAnyVersion(), namespace, name);
  }

  @Override
  public int compareTo(ObjectReference other) {
    return ORDER.compare(this, other);
  }

  /** For messages: {@code Deployment team-a/shop}. */
  @Override
  public String toString() {
    return type.kind() + " " + qualifiedName();
  }
}
