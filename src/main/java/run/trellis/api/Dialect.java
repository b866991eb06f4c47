package run.trellis.api;

/**
 * A way to write definitions and to speak about what they make: everything in which one kind of
 * definition differs from another. The engine asks the dialect of a definition, and never which
 * dialect it is.
 *
 * @param name for logs and metrics
 * @param definition kind of its definitions
 * @param authoring what authors can write
 */
public record Dialect(String name, GroupVersionKind definition, Authoring authoring) {

  /** Whether a kind is that of its definitions, in any version. */
  public boolean defines(GroupVersionKind type) {
    return definition.ofAnyVersion().equals(type.ofAnyVersion());
  }

  /** For messages. */
  @Override
  public String toString() {
    return name;
  }
}
