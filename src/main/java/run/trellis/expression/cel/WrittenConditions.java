package run.trellis.expression.cel;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import run.trellis.expression.ConditionTypes;

/** Finds the types of the conditions that an expression makes. */
final class WrittenConditions {

  private static final String CONDITIONAL = Operator.CONDITIONAL.getFunction();
  private static final String ADD = Operator.ADD.getFunction();

  private WrittenConditions() {}

  static ConditionTypes of(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case LIST -> all(expr.list().elements());
      case CALL -> call(expr);
      case COMPREHENSION ->
          expr.comprehension().iterVar().equals(Macros.UNUSED)
              ? of(expr.comprehension().result())
              : ConditionTypes.ANY;
      default -> ConditionTypes.ANY;
    };
  }

  private static ConditionTypes all(List<CelExpr> parts) {
    List<ConditionTypes> types = parts.stream().map(WrittenConditions::of).toList();
    return new ConditionTypes(
        types.stream().flatMap(part -> part.written().stream()).toList(),
        types.stream().anyMatch(ConditionTypes::others));
  }

  private static ConditionTypes call(CelExpr expr) {
    List<CelExpr> arguments = expr.call().args();
    String function = Inspection.qualifiedFunction(expr).orElse(expr.call().function());
    if (function.equals(CONDITIONAL)) {
      return either(of(arguments.get(1)), of(arguments.get(2)));
    }
    if (function.equals(ADD)) {
      return all(arguments);
    }
    return switch (function) {
      case ConditionFunctions.NEW -> written(madeType(arguments.getFirst()));
      case ConditionFunctions.READ -> written(text(arguments.getLast()));
      case "optional.of" -> of(arguments.getFirst());
      case "optional.none" -> ConditionTypes.NONE;
      default -> ConditionTypes.ANY;
    };
  }

  /** As many of each type as the branch that has more of it. */
  private static ConditionTypes either(ConditionTypes first, ConditionTypes second) {
    List<String> more = new ArrayList<>(second.written());
    first.written().forEach(more::remove);
    return new ConditionTypes(
        Stream.concat(first.written().stream(), more.stream()).toList(),
        first.others() || second.others());
  }

  private static ConditionTypes written(Optional<String> type) {
    return type.map(text -> new ConditionTypes(List.of(text), false)).orElse(ConditionTypes.ANY);
  }

  private static Optional<String> madeType(CelExpr fields) {
    return fields.map().entries().stream()
        .filter(entry -> text(entry.key()).filter("type"::equals).isPresent())
        .findFirst()
        .flatMap(entry -> text(entry.value()));
  }

  private static Optional<String> text(CelExpr expr) {
    boolean text =
        expr.exprKind().getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return text ? Optional.of(expr.constant().stringValue()) : Optional.empty();
  }
}
