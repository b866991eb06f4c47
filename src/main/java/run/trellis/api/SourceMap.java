package run.trellis.api;

import java.util.Map;
import java.util.Optional;

/**
 * Where the fields of a definition stand in the text it was read from.
 *
 * @param positions position of the value at each path, such as {@code spec.resources[0].id}
 */
public record SourceMap(Map<String, Position> positions) {

  /** Of a definition that came from the API and has no text. */
  public static final SourceMap NONE = new SourceMap(Map.of());

  public SourceMap {
    positions = Map.copyOf(positions);
  }

  /** The position of the path, or of its nearest parent that has one. */
  public Optional<Position> positionOf(String path) {
    String current = path;
    while (!current.isEmpty()) {
      Position position = positions.get(current);
      if (position != null) {
        return Optional.of(position);
      }
      int cut = Math.max(current.lastIndexOf('.'), current.lastIndexOf('['));
      current = cut < 0 ? "" : current.substring(0, cut);
    }
    return Optional.ofNullable(positions.get(""));
  }
}
