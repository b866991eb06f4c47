package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the fields of a definition stand in the text it was read from. A definition that came from
 * the API has no text, but those of its fields: of these it is known what stands where in each.
 *
 * @param places the place of each field by its path, such as {@code spec.resources[0].id}; the root
 *     has the empty path
 * @param object the fields of a definition that came from the API
 */
public record SourceMap(Map<String, FieldPlace> places, Map<String, @Nullable Object> object) {

  /** Of a definition of which nothing more is known. */
  public static final SourceMap NONE = new SourceMap(Map.of());

  public SourceMap {
    places = Map.copyOf(places);
  }

  /** Of a definition that was read from a text. */
  SourceMap(Map<String, FieldPlace> places) {
    this(places, Map.of());
  }

  /**
   * Of a definition that came from the API.
   *
   * @param tree its fields, immutable
   */
  public static SourceMap ofObject(Map<String, @Nullable Object> tree) {
    return new SourceMap(Map.of(), tree);
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

  /**
   * Where a span begins in the text of the field at a path, of a definition that came from the API;
   * empty if it is about the field as a whole.
   */
  public Optional<Position> positionInField(String path, Span span) {
    return span.isWithinText()
        ? textAt(object, "", path)
            .filter(text -> span.offset() <= text.length())
            .map(text -> position(text, span.offset()))
        : Optional.empty();
  }

  private static Position position(String text, int offset) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count() + 1;
    return new Position(line, text.codePointCount(lineStart, offset) + 1);
  }

  /** Goes down wherever the path may lead: it is made of keys that only the tree tells apart. */
  private static Optional<String> textAt(@Nullable Object value, String at, String path) {
    if (at.equals(path)) {
      return value instanceof String text ? Optional.of(text) : Optional.empty();
    }
    if (!path.startsWith(at)) {
      return Optional.empty();
    }
    return switch (value) {
      case Map<?, ?> map ->
          map.entrySet().stream()
              .flatMap(
                  field -> {
                    String below = FieldPath.field(at, String.valueOf(field.getKey()));
                    return textAt(field.getValue(), below, path).stream();
                  })
              .findFirst();
      case List<?> list -> {
        Optional<String> found = Optional.empty();
        for (int index = 0; index < list.size() && found.isEmpty(); index++) {
          found = textAt(list.get(index), FieldPath.element(at, index), path);
        }
        yield found;
      }
      case null, default -> Optional.empty();
    };
  }
}
