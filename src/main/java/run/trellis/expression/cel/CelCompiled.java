package run.trellis.expression.cel;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
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
 * A planned expression. An optional value and {@code omit()} are how an author says that a field
 * may be left out, so they are not told as values that may be absent by mistake.
 *
 * @param type what the type checker says of the value
 * @param resultType what a schema says of it
 * @param condition whether {@code optional.none()} is false
 * @param planned null if there are problems
 */
record CelCompiled(
    String source,
    CelType type,
    SchemaType resultType,
    boolean condition,
    Planner.@Nullable Planned planned,
    List<ExpressionProblem> problems)
    implements Compiled {

  CelCompiled {
    problems = List.copyOf(problems);
  }

  static CelCompiled refused(String source, List<ExpressionProblem> problems) {
    return new CelCompiled(source, SimpleType.DYN, SchemaType.UNKNOWN, false, null, problems);
  }

  static CelCompiled of(
      String source, CelType type, SchemaType resultType, Planner.Planned planned) {
    return new CelCompiled(source, type, resultType, false, planned, List.of());
  }

  @Override
  public boolean mayBeNull() {
    return type.kind() == CelKind.NULL_TYPE;
  }

  @Override
  public boolean sensitive() {
    return planned != null && planned.plan().secretOf() != null;
  }

  @Override
  public Compiled asCondition() {
    return new CelCompiled(source, type, resultType, true, planned, problems);
  }

  @Override
  public Compiled withoutTypes() {
    return new CelCompiled(
        source, SimpleType.DYN, SchemaType.UNKNOWN, condition, planned, problems);
  }

  @Override
  public Evaluated evaluate(Bindings bindings, Budget budget) {
    Planner.Planned runnable = planned;
    return runnable == null
        ? EvaluationBoundary.invalid(problems.getFirst())
        : EvaluationBoundary.outcome(source, () -> value(runnable, bindings, budget));
  }

  private @Nullable Object value(Planner.Planned runnable, Bindings bindings, Budget budget) {
    Object value = runnable.plan().node().evaluate(new Frame(bindings, budget, runnable.slots()));
    return switch (value) {
      // What comes as it is was in the value model before.
      case View view -> view.outside();
      case Omission omission -> omission;
      case OptionalValue optional when condition && !optional.isPresent() -> false;
      case null, default -> LeavingValues.of(value, budget);
    };
  }
}
