package run.trellis.api;

/** What a dialect says of revisions. */
public interface RevisionWords {

  /** That the definition compiles. */
  Stated valid();

  /**
   * Why the definition does not compile; of the same type as {@link #valid}.
   *
   * @param revision name of the revision
   */
  Stated invalid(String revision, String flaw);

  /**
   * How the revision stands.
   *
   * @param serves whether instances are reconciled with it
   * @param validity what is said of its definition
   */
  Stated standing(boolean serves, Stated validity);
}
