package run.trellis.api;

/**
 * A place in a source text.
 *
 * @param line line, counted from 1
 * @param column column in characters, counted from 1
 */
public record Position(int line, int column) implements Comparable<Position> {

  @Override
  public int compareTo(Position other) {
    return line != other.line
        ? Integer.compare(line, other.line)
        : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
