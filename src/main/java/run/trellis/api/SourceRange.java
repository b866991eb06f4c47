package run.trellis.api;

/**
 * A part of a source text.
 *
 * @param start first character
 * @param end the character behind the last one; equal to the start for a place between two
 *     characters
 */
public record SourceRange(Position start, Position end) {

  /** One place, without any characters. */
  public static SourceRange at(Position place) {
    return new SourceRange(place, place);
  }

  @Override
  public String toString() {
    return start.equals(end) ? start.toString() : start + "-" + end;
  }
}
