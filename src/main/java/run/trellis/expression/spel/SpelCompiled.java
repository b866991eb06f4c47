package run.trellis.expression.spel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.LeavingValues;
import run.trellis.expression.Omission;
import run.trellis.schema.SchemaType;

/** A planned expression, and the one place where what stops an evaluation becomes its outcome. */
record SpelCompiled(String source, Plan plan, List<ExpressionProblem> problems)
    implements Compiled {

  private static final Evaluated OMITTED = new Evaluated.Omitted();

  static SpelCompiled of(String source, Plan plan, List<ExpressionProblem> problems) {
    return new SpelCompiled(source, plan, List.copyOf(problems));
  }

  @Override
  public SchemaType resultType() {
    return plan.type();
  }

  @Override
  public Compiled withoutTypes() {
    return new SpelCompiled(source, plan.withoutType(), problems);
  }

  @Override
  public boolean mayBeNull() {
    return plan.value().nullable();
  }

  @Override
  public boolean mayBeOmitted() {
    return plan.value().omittable();
  }

  @Override
  public boolean sensitive() {
    return plan.secretOf() != null;
  }

  @Override
  public Evaluated evaluate(Bindings bindings, Budget budget) {
    if (!problems.isEmpty()) {
      ExpressionProblem first = problems.getFirst();
      return new Evaluated.Failed(Evaluated.Code.INVALID_EXPRESSION, first.message(), first.span());
    }
    try {
      return outcome(plan.node().evaluate(new Frame(bindings, budget, null)), budget);
    } catch (Stop stop) {
      return stop.outcome();
    } catch (EvaluationException e) {
      return failed(e.code(), e.getMessage());
    } catch (StackOverflowError e) {
      return failed(Evaluated.Code.BUDGET_EXCEEDED, "the expression nests too deep");
    } catch (RuntimeException e) {
      // A bulkhead: a defect of one function is the failure of one expression.
      return failed(
          Evaluated.Code.INVALID_ARGUMENT,
          "the expression stopped with " + e.getClass().getSimpleName());
    }
  }

  private Evaluated outcome(@Nullable Object value, Budget budget) {
    if (value == Omission.VALUE) {
      return OMITTED;
    }
    return new Evaluated.Value(plan.fit() ? value : LeavingValues.of(value, budget));
  }

  private Evaluated failed(Evaluated.Code code, String message) {
    return new Evaluated.Failed(code, message, new Span(0, source.length()));
  }
}
