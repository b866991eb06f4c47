package run.trellis.api;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a definition, told so that its author can mend it.
 *
 * @param code stable kind of the problem
 * @param path where in the definition, such as {@code spec.resources[2].template.spec.host}
 * @param range where in the source text, if the definition was read from text
 * @param inField where in the text of the field at that path it begins, if the definition came from
 *     the API and the problem is about a part of that text
 * @param span which part of the field at that path: some characters of its text, its name, or
 *     {@link Span#NONE} for its value as a whole
 * @param message what is wrong, one sentence without a full stop
 * @param hint how to mend it; empty if nothing helpful can be said
 */
public record Problem(
    ProblemCode code,
    String path,
    Optional<SourceRange> range,
    Optional<Position> inField,
    Span span,
    String message,
    String hint) {

  /**
   * In the order of the source, then of the path, so that the same definition always prints the
   * same list.
   */
  public static final Comparator<Problem> BY_PLACE =
      Comparator.comparing((Problem problem) -> problem.position().orElse(new Position(0, 0)))
          .thenComparing(Problem::path)
          .thenComparingInt(problem -> problem.span().offset())
          .thenComparing(Problem::message);

  public static Problem at(String path, ProblemCode code, String message, String hint) {
    return new Problem(code, path, Optional.empty(), Optional.empty(), Span.NONE, message, hint);
  }

  public static Problem at(String path, ProblemCode code, String message) {
    return at(path, code, message, "");
  }

  public Problem within(Span part) {
    return new Problem(code, path, range, inField, part, message, hint);
  }

  /** The same problem, with the name of the field rather than its value. */
  public Problem onKey() {
    return within(Span.KEY);
  }

  /** Where it begins, if the definition was read from text. */
  public Optional<Position> position() {
    return range.map(SourceRange::start);
  }

  /** The same problem with the place that the source of the definition knows for its path. */
  public Problem locatedBy(SourceMap source) {
    return range.isPresent()
        ? this
        : new Problem(
            code,
            path,
            source.rangeOf(path, span),
            source.positionInField(path, span),
            span,
            message,
            hint);
  }

  /** {@code path: message (hint)}, with the position in front where it is known. */
  @Override
  public String toString() {
    return position().map(place -> place + ": ").orElse("")
        + path
        + ": "
        + message
        + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
