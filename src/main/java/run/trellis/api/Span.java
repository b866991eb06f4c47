package run.trellis.api;

/**
 * Which part of a field a problem is about: characters of the text that is its value.
 *
 * @param offset first character, counted from 0
 * @param length number of characters
 */
public record Span(int offset, int length) {

  /** The value as a whole. */
  public static final Span NONE = new Span(0, 0);

  /** The name of the field rather than its value. */
  public static final Span KEY = new Span(-1, 0);

  /** Whether this is part of the text of a value. */
  public boolean isWithinText() {
    return !equals(NONE) && !equals(KEY);
  }

  public Span shifted(int by) {
    return new Span(offset + by, length);
  }
}
