package run.trellis.expression.cel;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import run.trellis.expression.Place;

/** Plans operators and calls of functions. */
final class CallPlanner {

  private final Planner planner;

  CallPlanner(Planner planner) {
    this.planner = planner;
  }

  Plan plan(CelExpr expr) {
    String name = expr.call().function();
    Optional<Operator> operator = Operator.findReverse(name);
    if (operator.isPresent()) {
      return operator(expr, operator.get());
    }
    List<Plan> arguments = arguments(expr);
    return switch (name) {
      case Macros.NEW_LIST -> new Plan(frame -> new Gathered.OfList(), null, null);
      case Macros.NEW_MAP -> new Plan(frame -> new Gathered.OfMap(), null, null);
      case Macros.APPEND, Macros.PUT, Macros.PUT_ALL -> gathering(expr, arguments);
      case "or", "orValue" -> alternative(expr, arguments);
      default -> function(expr, arguments);
    };
  }

  private List<Plan> arguments(CelExpr expr) {
    List<Plan> arguments = new ArrayList<>();
    expr.call().target().ifPresent(target -> arguments.add(planner.plan(target)));
    expr.call().args().forEach(argument -> arguments.add(planner.plan(argument)));
    return arguments;
  }

  private Plan operator(CelExpr expr, Operator operator) {
    return switch (operator) {
      case INDEX -> planner.paths().index(expr);
      case OPTIONAL_INDEX -> planner.paths().optionalIndex(expr);
      case OPTIONAL_SELECT -> planner.paths().optionalField(expr);
      case LOGICAL_AND -> junction(expr, false);
      case LOGICAL_OR -> junction(expr, true);
      case LOGICAL_NOT -> unary(expr, Calculation::not);
      case NEGATE -> unary(expr, Calculation::negate);
      case NOT_STRICTLY_FALSE, OLD_NOT_STRICTLY_FALSE -> {
        Plan condition = arguments(expr).getFirst();
        yield Plan.of(new LogicNodes.NotFalse(condition.node()), condition);
      }
      case CONDITIONAL -> conditional(expr);
      default -> binary(expr);
    };
  }

  private static String symbol(CelExpr expr) {
    return "`" + expr.call().function().replace("_", "").replace("@", "") + "`";
  }

  private Plan junction(CelExpr expr, boolean deciding) {
    List<Plan> sides = arguments(expr);
    Plan left = sides.getFirst();
    Plan right = sides.getLast();
    Place place = planner.place(expr, symbol(expr), left, right);
    return Plan.of(
        new LogicNodes.Junction(deciding, left.node(), right.node(), place), left, right);
  }

  private Plan unary(CelExpr expr, Nodes.Operation operation) {
    Plan operand = arguments(expr).getFirst();
    Place place = planner.place(expr, symbol(expr), operand);
    return Plan.of(new Nodes.Unary(operation, operand.node(), place), operand);
  }

  private Plan binary(CelExpr expr) {
    List<Plan> sides = arguments(expr);
    Plan left = sides.getFirst();
    Plan right = sides.getLast();
    Nodes.Combination combination = Operators.COMBINATIONS.get(expr.call().function());
    if (combination == null) {
      throw new IllegalStateException("no such operator: " + expr.call().function());
    }
    Place place = planner.place(expr, symbol(expr), left, right);
    return Plan.of(new Nodes.Binary(combination, left.node(), right.node(), place), left, right);
  }

  private Plan conditional(CelExpr expr) {
    List<Plan> parts = arguments(expr);
    Plan condition = parts.getFirst();
    Plan whenTrue = parts.get(1);
    Plan whenFalse = parts.getLast();
    Place place = planner.place(expr, "`?`", condition);
    return Plan.of(
        new LogicNodes.Conditional(condition.node(), whenTrue.node(), whenFalse.node(), place),
        whenTrue,
        whenFalse,
        condition);
  }

  private Plan gathering(CelExpr expr, List<Plan> arguments) {
    Plan[] all = arguments.toArray(Plan[]::new);
    Place place = planner.place(expr, "the macro", all);
    return Plan.of(new GatherNode(arguments.stream().map(Plan::node).toList(), place), all);
  }

  /** Whose other side is not looked at where there is a value. */
  private Plan alternative(CelExpr expr, List<Plan> arguments) {
    Plan optional = arguments.getFirst();
    Plan other = arguments.getLast();
    Place place = planner.place(expr, expr.call().function(), optional, other);
    boolean unwrapped = expr.call().function().equals("orValue");
    return Plan.of(
        new AlternativeNode(optional.node(), other.node(), unwrapped, place), optional, other);
  }

  private Plan function(CelExpr expr, List<Plan> arguments) {
    Plan[] all = arguments.toArray(Plan[]::new);
    String name = expr.call().function();
    Place place = planner.place(expr, name, all);
    List<Overload> overloads = CelFunctions.STANDARD.withIds(planner.overloads(expr));
    return Plan.of(
        new CallNode(name, overloads, arguments.stream().map(Plan::node).toList(), place), all);
  }
}
