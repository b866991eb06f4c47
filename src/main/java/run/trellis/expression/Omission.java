package run.trellis.expression;

/**
 * What {@code omit()} gives: the field or list element it would fill is left out. As the result of
 * a whole expression it becomes {@link Evaluated.Omitted}; it has no place inside text and no text
 * of its own.
 */
public enum Omission implements OpaqueValue {
  VALUE;

  @Override
  public String typeName() {
    return "omission";
  }

  /** Empty: an omission is left out before anybody asks. */
  @Override
  public String text() {
    return "";
  }
}
