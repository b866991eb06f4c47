package run.trellis.api;

/**
 * A part of an expression's source.
 *
 * @param offset first character, counted from 0
 * @param length number of characters
 */
public record Span(int offset, int length) {

  public static final Span NONE = new Span(0, 0);

  public Span shifted(int by) {
    return new Span(offset + by, length);
  }
}
