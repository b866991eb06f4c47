package run.trellis.expression.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.types.CelKind;
import dev.cel.common.types.TypeType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;
import run.trellis.expression.Place;
import run.trellis.expression.Reference;
import run.trellis.expression.Scope;

/** Compiles a checked tree to operations. */
final class Planner {

  private final CelAbstractSyntaxTree tree;
  private final Positions positions;
  private final Scope scope;
  private final PathPlanner paths;
  private final CallPlanner calls;

  /** Variables that macros declare, where they are in force. */
  private final Map<String, Plan> variables = new HashMap<>();

  private int slots;

  private Planner(
      CelAbstractSyntaxTree tree, String source, Scope scope, List<Reference> references) {
    this.tree = tree;
    this.positions = Positions.of(tree, source);
    this.scope = scope;
    this.paths = new PathPlanner(this, scope, new ReadTypes(references));
    this.calls = new CallPlanner(this);
  }

  /**
   * A planned expression.
   *
   * @param slots places for variables that it needs
   */
  record Planned(Plan plan, int slots) {}

  /**
   * Plans an expression.
   *
   * @param references all that it reads
   */
  static Planned plan(
      CelAbstractSyntaxTree tree, String source, Scope scope, List<Reference> references) {
    Planner planner = new Planner(tree, source, scope, references);
    Plan plan = planner.plan(tree.getExpr());
    return new Planned(plan, planner.slots);
  }

  PathPlanner paths() {
    return paths;
  }

  Plan plan(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case CONSTANT -> constant(value(expr.constant()));
      case IDENT -> name(expr);
      case SELECT -> paths.plan(expr);
      case CALL -> calls.plan(expr);
      case LIST -> list(expr);
      case MAP -> map(expr);
      case COMPREHENSION -> loop(expr, expr.comprehension());
      case STRUCT, NOT_SET ->
          throw new IllegalStateException("the reader lets no such part through");
    };
  }

  static Plan constant(@Nullable Object value) {
    return new Plan(new Nodes.Constant(value), null, null);
  }

  private static @Nullable Object value(CelConstant constant) {
    return switch (constant.getKind()) {
      case NULL_VALUE -> null;
      case BOOLEAN_VALUE -> constant.booleanValue();
      case INT64_VALUE -> constant.int64Value();
      case UINT64_VALUE -> new UnsignedInt(constant.uint64Value().longValue());
      case DOUBLE_VALUE -> constant.doubleValue();
      case STRING_VALUE -> constant.stringValue();
      case BYTES_VALUE -> new Bytes(constant.bytesValue().toByteArray());
      default -> throw new IllegalStateException("no such literal: " + constant.getKind());
    };
  }

  private Plan name(CelExpr expr) {
    Plan variable = variables.get(expr.ident().name());
    if (variable != null) {
      return variable;
    }
    return isType(expr) ? type(expr) : paths.plan(expr);
  }

  /** Whether it is a name of the scope, and none that a macro declares. */
  boolean isGlobal(CelExpr expr) {
    return !variables.containsKey(expr.ident().name())
        && scope.find(Inspection.globalName(expr.ident().name())).isPresent();
  }

  private boolean isType(CelExpr expr) {
    return !isGlobal(expr)
        && tree.getType(expr.id()).filter(type -> type.kind() == CelKind.TYPE).isPresent();
  }

  private Plan type(CelExpr expr) {
    return constant(
        tree.getType(expr.id())
            .map(type -> new TypeValue(((TypeType) type).type().name()))
            .orElseThrow());
  }

  List<String> overloads(CelExpr call) {
    return Objects.requireNonNull(tree.getReferenceMap().get(call.id())).overloadIds();
  }

  Place place(CelExpr expr, String operation, Plan... parts) {
    return new Place(span(expr), operation, Plan.secretOf(parts));
  }

  Span span(CelExpr expr) {
    return positions.span(expr);
  }

  private Plan list(CelExpr expr) {
    List<Plan> plans = expr.list().elements().stream().map(this::plan).toList();
    List<AggregateNodes.Part> parts = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      parts.add(
          new AggregateNodes.Part(plans.get(i).node(), expr.list().optionalIndices().contains(i)));
    }
    Plan[] all = plans.toArray(Plan[]::new);
    return Plan.of(new AggregateNodes.ListNode(parts, place(expr, "the list", all)), all);
  }

  private Plan map(CelExpr expr) {
    List<Plan> plans = new ArrayList<>();
    List<AggregateNodes.EntryNode> entries = new ArrayList<>();
    for (CelExpr.CelMap.Entry entry : expr.map().entries()) {
      Plan key = plan(entry.key());
      Plan value = plan(entry.value());
      plans.addAll(List.of(key, value));
      entries.add(
          new AggregateNodes.EntryNode(
              key.node(), new AggregateNodes.Part(value.node(), entry.optionalEntry())));
    }
    Plan[] all = plans.toArray(Plan[]::new);
    return Plan.of(new AggregateNodes.MapNode(entries, place(expr, "the map", all)), all);
  }

  private Plan loop(CelExpr expr, CelComprehension loop) {
    return loop.iterVar().equals(Macros.UNUSED) ? binding(loop) : fold(expr, loop);
  }

  private Plan binding(CelComprehension loop) {
    Plan value = plan(loop.accuInit());
    int slot = slots++;
    Plan bound =
        new Plan(new BindNode.Bound(slot, value.node()), value.madeFrom(), value.secretOf());
    Plan hidden = variables.put(loop.accuVar(), bound);
    Plan result = plan(loop.result());
    restore(loop.accuVar(), hidden);
    return Plan.of(new BindNode(slot, result.node()), result, value);
  }

  private Plan fold(CelExpr expr, CelComprehension loop) {
    Plan range = plan(loop.iterRange());
    Plan initial = plan(loop.accuInit());
    int gathered = slots++;
    int first = slots++;
    int second = loop.iterVar2().isEmpty() ? -1 : slots++;
    Map<String, Plan> hidden = new HashMap<>(variables);
    variables.put(loop.accuVar(), variable(gathered, range));
    variables.put(loop.iterVar(), variable(first, range));
    if (second >= 0) {
      variables.put(loop.iterVar2(), variable(second, range));
    }
    Plan condition = plan(loop.loopCondition());
    Plan step = plan(loop.loopStep());
    restore(loop.iterVar(), hidden.get(loop.iterVar()));
    if (second >= 0) {
      restore(loop.iterVar2(), hidden.get(loop.iterVar2()));
    }
    Plan result = plan(loop.result());
    restore(loop.accuVar(), hidden.get(loop.accuVar()));
    boolean patient = condition.node() instanceof LogicNodes.NotFalse;
    FoldNode node =
        new FoldNode(
            new FoldNode.Range(range.node(), first, second, place(expr, "the macro", range)),
            new FoldNode.Accumulator(gathered, initial.node(), condition.node(), step.node()),
            result.node(),
            patient);
    return Plan.of(node, range, step, result);
  }

  private static Plan variable(int slot, Plan range) {
    return new Plan(new Nodes.Variable(slot), range.madeFrom(), range.secretOf());
  }

  private void restore(String name, @Nullable Plan hidden) {
    if (hidden == null) {
      variables.remove(name);
    } else {
      variables.put(name, hidden);
    }
  }
}
