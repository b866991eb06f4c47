package run.trellis.expression;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;

/** The one place where what stops an evaluation becomes its outcome, whatever the language. */
public final class EvaluationBoundary {

  private static final Evaluated OMITTED = new Evaluated.Omitted();

  private EvaluationBoundary() {}

  /**
   * Runs an evaluation to its outcome. Never throws.
   *
   * @param source the expression, all of which a failure is about that has no place of its own
   * @param evaluation gives a value of the value model or an omission, or throws what stops it
   */
  public static Evaluated outcome(String source, Supplier<? extends @Nullable Object> evaluation) {
    try {
      Object value = evaluation.get();
      return value == Omission.VALUE ? OMITTED : new Evaluated.Value(value);
    } catch (Stop stop) {
      return stop.outcome();
    } catch (EvaluationException e) {
      return failed(e.code(), e.getMessage(), source);
    } catch (StackOverflowError e) {
      return failed(Evaluated.Code.BUDGET_EXCEEDED, "the expression nests too deep", source);
    } catch (RuntimeException e) {
      // A bulkhead: a defect of one function is the failure of one expression.
      return failed(
          Evaluated.Code.INVALID_ARGUMENT,
          "the expression stopped with " + e.getClass().getSimpleName(),
          source);
    }
  }

  /** The outcome of an expression that has problems. */
  public static Evaluated invalid(ExpressionProblem problem) {
    return new Evaluated.Failed(
        Evaluated.Code.INVALID_EXPRESSION, problem.message(), problem.span());
  }

  private static Evaluated failed(Evaluated.Code code, String message, String source) {
    return new Evaluated.Failed(code, message, new Span(0, source.length()));
  }
}
