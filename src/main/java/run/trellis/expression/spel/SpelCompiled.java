package run.trellis.expression.spel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Compiled;
import run.trellis.expression.Evaluated;
import run.trellis.expression.EvaluationBoundary;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.LeavingValues;
import run.trellis.expression.Omission;
import run.trellis.schema.SchemaType;

/** A planned expression. */
record SpelCompiled(String source, Plan plan, List<ExpressionProblem> problems)
    implements Compiled {

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
    return problems.isEmpty()
        ? EvaluationBoundary.outcome(source, () -> value(bindings, budget))
        : EvaluationBoundary.invalid(problems.getFirst());
  }

  private @Nullable Object value(Bindings bindings, Budget budget) {
    Object value = plan.node().evaluate(new Frame(bindings, budget, null));
    return plan.fit() || value == Omission.VALUE ? value : LeavingValues.of(value, budget);
  }
}
