package run.trellis.expression.function;

import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;

/**
 * How this package words what went wrong: short, the same for the same cause, naming what would be
 * right.
 */
final class Messages {

  private static final int LONGEST_VALUE = 40;

  private Messages() {}

  /** A text of somebody else, cut to what a one-line message can hold. */
  static String shorten(String text) {
    return shorten(text, LONGEST_VALUE);
  }

  static String shorten(String text, int longest) {
    int[] points =
        text.codePoints()
            .limit(longest + 1L)
            .map(point -> Character.isISOControl(point) ? ' ' : point)
            .toArray();
    return points.length <= longest
        ? new String(points, 0, points.length)
        : new String(points, 0, longest) + "…";
  }

  /** A number of things: {@code 1 element}, {@code 2 elements}. */
  static String count(long number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }

  static EvaluationException invalid(String message) {
    return new EvaluationException(Code.INVALID_ARGUMENT, message);
  }

  static EvaluationException mismatch(String message) {
    return new EvaluationException(Code.TYPE_MISMATCH, message);
  }

  static EvaluationException overflow(String message) {
    return new EvaluationException(Code.OVERFLOW, message);
  }

  static EvaluationException beyondLong() {
    return overflow("the result is beyond the range of a 64-bit integer");
  }

  static EvaluationException outOfBounds(String message) {
    return new EvaluationException(Code.INDEX_OUT_OF_BOUNDS, message);
  }

  /** Not one of {@code what}, and why. */
  static EvaluationException malformed(String text, String what, String hint) {
    return invalid("'" + shorten(text) + "' is not " + what + ": " + hint);
  }
}
