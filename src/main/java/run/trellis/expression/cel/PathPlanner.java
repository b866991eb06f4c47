package run.trellis.expression.cel;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Place;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType;

/** Plans the reading of names and fields. */
final class PathPlanner {

  private static final String OPERATION = "the path";

  private final Planner planner;
  private final Scope scope;
  private final ReadTypes types;

  PathPlanner(Planner planner, Scope scope, ReadTypes types) {
    this.planner = planner;
    this.scope = scope;
    this.types = types;
  }

  /** Plans a name of the scope, or a field of anything. */
  Plan plan(CelExpr expr) {
    if (expr.exprKind().getKind() == Kind.SELECT && expr.select().testOnly()) {
      Plan target = planner.plan(expr.select().operand());
      return Plan.of(
          new ReadNodes.HasField(target.node(), expr.select().field(), reading(expr, target)),
          target);
    }
    return path(expr).orElseGet(() -> select(expr));
  }

  /** A name with constant fields behind it, as one operation. */
  private Optional<Plan> path(CelExpr expr) {
    List<CelExpr> steps = new ArrayList<>();
    CelExpr target = expr;
    while (field(target) != null) {
      steps.add(target);
      target = target(target);
    }
    if (target.exprKind().getKind() != Kind.IDENT || !planner.isGlobal(target)) {
      return Optional.empty();
    }
    Collections.reverse(steps);
    return Optional.of(path(target, steps));
  }

  private Plan select(CelExpr expr) {
    Plan target = planner.plan(expr.select().operand());
    return Plan.of(
        new ReadNodes.Field(target.node(), expr.select().field(), reading(expr, target)), target);
  }

  /** The constant field that an expression reads of its target; null if it reads none. */
  private static @Nullable String field(CelExpr expr) {
    if (expr.exprKind().getKind() == Kind.SELECT && !expr.select().testOnly()) {
      return expr.select().field();
    }
    boolean index =
        expr.exprKind().getKind() == Kind.CALL
            && expr.call().function().equals(Operator.INDEX.getFunction())
            && expr.call().args().get(1).exprKind().getKind() == Kind.CONSTANT
            && expr.call().args().get(1).constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return index ? expr.call().args().get(1).constant().stringValue() : null;
  }

  private static CelExpr target(CelExpr expr) {
    return expr.exprKind().getKind() == Kind.SELECT
        ? expr.select().operand()
        : expr.call().args().getFirst();
  }

  private Plan path(CelExpr name, List<CelExpr> parts) {
    String head = Inspection.globalName(name.ident().name());
    Scope.Name meaning = scope.find(head).orElseThrow();
    String secretOf = meaning.sensitive() ? head : null;
    SchemaType type = meaning.type();
    Origin origin = Origin.of(head, meaning.observed());
    List<PathNode.Step> steps = new ArrayList<>();
    for (CelExpr part : parts) {
      String field = EscapedNames.field(String.valueOf(field(part)), type);
      steps.add(
          new PathNode.Step(
              field, View.isNullAbsent(type), new Place(planner.span(part), OPERATION, secretOf)));
      type = View.fieldType(type, field);
      origin = origin.field(field);
    }
    Place place = new Place(planner.span(name), OPERATION, secretOf);
    return new Plan(
        new PathNode(
            head,
            meaning.observed(),
            steps,
            types.of(head, steps.stream().map(PathNode.Step::field).toList(), type),
            origin,
            place),
        meaning.observed() ? origin : null,
        secretOf);
  }

  /** Plans {@code a[b]}. */
  Plan index(CelExpr expr) {
    return path(expr).orElseGet(() -> computedIndex(expr));
  }

  private Plan computedIndex(CelExpr expr) {
    Plan target = planner.plan(expr.call().args().getFirst());
    Plan index = planner.plan(expr.call().args().get(1));
    return Plan.of(
        new ReadNodes.Index(target.node(), index.node(), reading(expr, target, index)),
        target,
        index);
  }

  /** Plans {@code a[?b]}. */
  Plan optionalIndex(CelExpr expr) {
    Plan target = planner.plan(expr.call().args().getFirst());
    Plan index = planner.plan(expr.call().args().get(1));
    return Plan.of(
        new ReadNodes.OptionalIndex(target.node(), index.node(), reading(expr, target, index)),
        target,
        index);
  }

  /** Plans {@code a.?b}. */
  Plan optionalField(CelExpr expr) {
    Plan target = planner.plan(expr.call().args().getFirst());
    String field = expr.call().args().get(1).constant().stringValue();
    return Plan.of(
        new ReadNodes.OptionalField(target.node(), field, reading(expr, target)), target);
  }

  /** What a missing part of a target means, wherever the target came from. */
  private Reading reading(CelExpr expr, Plan target, Plan... others) {
    Plan[] all = new Plan[others.length + 1];
    all[0] = target;
    System.arraycopy(others, 0, all, 1, others.length);
    return new Reading(target.madeFrom(), planner.place(expr, OPERATION, all));
  }
}
