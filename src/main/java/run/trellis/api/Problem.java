package run.trellis.api;

import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a definition, told so that its author can mend it.
 *
 * @param code stable kind of the problem
 * @param path where in the definition, such as {@code spec.resources[2].template.spec.host}
 * @param position where in the source text, if the definition was read from text
 * @param span which part of the expression at that path; {@link Span#NONE} if the problem is not
 *     within one
 * @param message what is wrong, one sentence without a full stop
 * @param hint how to mend it; empty if nothing helpful can be said
 */
public record Problem(
    ProblemCode code,
    String path,
    Optional<Position> position,
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
    return new Problem(code, path, Optional.empty(), Span.NONE, message, hint);
  }

  public static Problem at(String path, ProblemCode code, String message) {
    return at(path, code, message, "");
  }

  public Problem within(Span part) {
    return new Problem(code, path, position, part, message, hint);
  }

  /** The same problem with the position that the source of the definition knows for its path. */
  public Problem locatedBy(SourceMap source) {
    return position.isPresent()
        ? this
        : new Problem(code, path, source.positionOf(path), span, message, hint);
  }

  /** {@code path: message (hint)}, with the position in front where it is known. */
  @Override
  public String toString() {
    return position.map(place -> place + ": ").orElse("")
        + path
        + ": "
        + message
        + (hint.isEmpty() ? "" : " (" + hint + ")");
  }
}
