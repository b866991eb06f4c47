package run.trellis.expression.cel;

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

/**
 * A planned expression.
 *
 * @param planned null if there are problems
 */
record CelCompiled(
    String source,
    SchemaType resultType,
    Planner.@Nullable Planned planned,
    List<ExpressionProblem> problems)
    implements Compiled {

  static CelCompiled refused(String source, List<ExpressionProblem> problems) {
    return new CelCompiled(source, SchemaType.UNKNOWN, null, List.copyOf(problems));
  }

  static CelCompiled of(String source, SchemaType resultType, Planner.Planned planned) {
    return new CelCompiled(source, resultType, planned, List.of());
  }

  @Override
  public boolean sensitive() {
    return planned != null && planned.plan().secretOf() != null;
  }

  @Override
  public Evaluated evaluate(Bindings bindings, Budget budget) {
    Planner.Planned runnable = planned;
    return runnable == null
        ? EvaluationBoundary.invalid(problems.getFirst())
        : EvaluationBoundary.outcome(source, () -> value(runnable, bindings, budget));
  }

  private static @Nullable Object value(Planner.Planned planned, Bindings bindings, Budget budget) {
    Object value = planned.plan().node().evaluate(new Frame(bindings, budget, planned.slots()));
    return switch (value) {
      // What comes as it is was in the value model before.
      case View view -> view.outside();
      case Omission omission -> omission;
      case null, default -> LeavingValues.of(value, budget);
    };
  }
}
