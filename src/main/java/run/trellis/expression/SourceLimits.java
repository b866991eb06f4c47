package run.trellis.expression;

import java.util.Optional;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;

/** What no source of an expression may exceed or contain, whatever its language. */
public final class SourceLimits {

  /** Characters of one expression. */
  public static final int LONGEST = 16 * 1024;

  /** Levels of whatever makes a recursive parser recurse. */
  public static final int DEEPEST = 64;

  private SourceLimits() {}

  /** What is wrong with the text as a whole: its length, or that there is none. */
  public static Optional<ExpressionProblem> refuse(String source) {
    if (source.length() > LONGEST) {
      return Optional.of(
          new ExpressionProblem(
              ProblemCode.LIMIT_EXCEEDED,
              new Span(LONGEST, source.length() - LONGEST),
              "the expression has " + source.length() + " characters, more than " + LONGEST,
              "move data out of the expression, into the schema or a ConfigMap"));
    }
    return source.isBlank()
        ? Optional.of(syntaxError(0, source.length(), "the expression is empty"))
        : Optional.empty();
  }

  /**
   * A character that people do not see. A parser would pass over it, and read another expression
   * than they do.
   */
  public static ExpressionProblem invisible(int at) {
    return syntaxError(at, 1, "a control character has no meaning here");
  }

  /**
   * The place at which the source nests deeper than {@link #DEEPEST}.
   *
   * @param what what nests, in the plural
   */
  public static ExpressionProblem tooDeep(int at, String what) {
    return new ExpressionProblem(
        ProblemCode.LIMIT_EXCEEDED,
        new Span(at, 1),
        what + " nest deeper than " + DEEPEST,
        "split the expression");
  }

  private static ExpressionProblem syntaxError(int offset, int length, String message) {
    return new ExpressionProblem(ProblemCode.SYNTAX_ERROR, new Span(offset, length), message, "");
  }
}
