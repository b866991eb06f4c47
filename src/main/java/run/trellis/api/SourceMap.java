package run.trellis.api;

import java.util.Map;
import java.util.Optional;

/**
 * Where the fields of a definition stand in the text it was read from.
 *
 * @param places the place of each field by its path, such as {@code spec.resources[0].id}; the root
 *     has the empty path
 */
public record SourceMap(Map<String, FieldPlace> places) {

  /** Of a definition that came from the API and has no text. */
  public static final SourceMap NONE = new SourceMap(Map.of());

  public SourceMap {
    places = Map.copyOf(places);
  }

  /**
   * The part of the text that a span of the field at a path means. What is missing is told where it
   * is missed: at the nearest parent.
   */
  public Optional<SourceRange> rangeOf(String path, Span span) {
    FieldPlace place = places.get(path);
    if (place != null) {
      return Optional.of(place.part(span));
    }
    String current = path;
    while (!current.isEmpty()) {
      int cut = Math.max(current.lastIndexOf('.'), current.lastIndexOf('['));
      current = cut < 0 ? "" : current.substring(0, cut);
      FieldPlace parent = places.get(current);
      if (parent != null) {
        return Optional.of(parent.name());
      }
    }
    return Optional.empty();
  }
}
