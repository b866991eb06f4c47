package run.trellis.expression.spel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;
import run.trellis.expression.Values;
import run.trellis.expression.function.TextPattern;

/** What the operators {@code between} and {@code matches} do. */
final class MatchNodes {

  private MatchNodes() {}

  /** Bounds belong to the range. */
  static Object isBetween(@Nullable Object value, @Nullable Object bounds, Budget budget) {
    if (!(bounds instanceof List<?> list) || list.size() != 2) {
      throw new EvaluationException(
          Code.TYPE_MISMATCH,
          "`between` needs a list of two bounds, not " + Values.describe(bounds));
    }
    return Values.compare(value, list.get(0), budget) >= 0
        && Values.compare(value, list.get(1), budget) <= 0;
  }

  /** A pattern that is known when the expression is compiled is read, and its faults told, then. */
  static Node matching(
      Planner planner, Syntax.Binary binary, Node text, Node pattern, Place place) {
    if (pattern instanceof Nodes.Constant(String source)) {
      try {
        return new MatchesConstant(text, TextPattern.compile(source), place);
      } catch (EvaluationException malformed) {
        planner.mismatch(binary.right(), malformed.getMessage());
      }
    }
    return new Matches(text, pattern, place);
  }

  private static boolean test(@Nullable Object text, TextPattern pattern, Budget budget) {
    if (!(text instanceof String characters)) {
      throw new EvaluationException(
          Code.TYPE_MISMATCH, "`matches` needs text on its left, not " + Values.describe(text));
    }
    return pattern.matches(characters, budget);
  }

  /** {@code text matches 'pattern'}. */
  private record MatchesConstant(Node text, TextPattern pattern, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = text.evaluate(frame);
      try {
        return test(value, pattern, frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }

  /** {@code text matches pattern}, the pattern being a value itself. */
  private record Matches(Node text, Node pattern, Place place) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = text.evaluate(frame);
      Object source = pattern.evaluate(frame);
      try {
        if (!(source instanceof String characters)) {
          throw new EvaluationException(
              Code.TYPE_MISMATCH,
              "`matches` needs a pattern on its right, not " + Values.describe(source));
        }
        return test(value, TextPattern.compile(characters), frame.budget());
      } catch (EvaluationException e) {
        throw place.stop(e);
      }
    }
  }
}
