package run.trellis.expression.spel;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.expression.Arithmetic;
import run.trellis.expression.Place;
import run.trellis.expression.Values;
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.expression.spel.Syntax.BinaryOperator;
import run.trellis.schema.SchemaType;

/** Plans operators. */
final class OperatorPlanner {

  private final Planner planner;

  OperatorPlanner(Planner planner) {
    this.planner = planner;
  }

  Plan plan(Syntax.Unary unary, Surroundings surroundings) {
    String sign = "`" + unary.operator().sign() + "`";
    Plan operand = planner.plan(unary.operand(), surroundings);
    if (unary.operator() == Syntax.UnaryOperator.NOT) {
      Nodes.Condition condition = planner.condition(unary.operand(), operand, sign);
      return Plan.made(new Nodes.Not(condition), SchemaType.BOOLEAN, operand.secretOf());
    }
    if (planner.requirePresent(unary.operand(), operand, sign)
        && !TypeRules.isNumber(operand.type())) {
      planner.mismatch(
          unary,
          sign + " needs a number, not " + TypeRules.describe(operand.value()),
          TypeRules.conversion(operand.type()));
    }
    Nodes.Combination combination =
        unary.operator() == Syntax.UnaryOperator.NEGATE
            ? (value, same, budget) -> Arithmetic.negate(value)
            : (value, same, budget) -> Arithmetic.plus(value);
    Place place = new Place(unary.span(), sign, operand.secretOf());
    return Plan.made(
        new Nodes.Sign(combination, operand.node(), place),
        TypeRules.arithmetic(operand.type(), operand.type()),
        operand.secretOf());
  }

  Plan plan(Syntax.Binary binary, Surroundings surroundings) {
    Plan left = planner.plan(binary.left(), surroundings);
    Plan right = planner.plan(binary.right(), surroundings);
    Place place =
        new Place(
            binary.span(), "`" + binary.operator().sign() + "`", Planner.secretOf(left, right));
    return switch (binary.operator()) {
      case ADD -> sum(binary, left, right, place);
      case SUBTRACT -> arithmetic(binary, left, right, place, Arithmetic::subtract);
      case MULTIPLY -> arithmetic(binary, left, right, place, Arithmetic::multiply);
      case DIVIDE -> arithmetic(binary, left, right, place, Arithmetic::divide);
      case REMAINDER -> arithmetic(binary, left, right, place, Arithmetic::remainder);
      case POWER -> arithmetic(binary, left, right, place, Arithmetic::power);
      case EQUAL -> equality(binary, left, right, place, Values::equal);
      case NOT_EQUAL ->
          equality(binary, left, right, place, (a, b, budget) -> !Values.equal(a, b, budget));
      case LESS -> comparison(binary, left, right, place, order -> order < 0);
      case LESS_OR_EQUAL -> comparison(binary, left, right, place, order -> order <= 0);
      case GREATER -> comparison(binary, left, right, place, order -> order > 0);
      case GREATER_OR_EQUAL -> comparison(binary, left, right, place, order -> order >= 0);
      case AND, OR -> logic(binary, left, right, place);
      case MATCHES -> matches(binary, left, right, place);
      case BETWEEN -> between(binary, left, right, place);
    };
  }

  private Plan sum(Syntax.Binary binary, Plan left, Plan right, Place place) {
    if (arePresent(binary, left, right) && !TypeRules.canAdd(left.type(), right.type())) {
      unfit(binary, left, right);
    }
    Node node = new Nodes.Combine(Arithmetic::add, left.node(), right.node(), place);
    return Plan.made(node, TypeRules.sum(left.type(), right.type()), place.secretOf());
  }

  private Plan arithmetic(
      Syntax.Binary binary, Plan left, Plan right, Place place, Nodes.Combination combination) {
    if (arePresent(binary, left, right)
        && !(TypeRules.isNumber(left.type()) && TypeRules.isNumber(right.type()))) {
      unfit(binary, left, right);
    }
    Node node = new Nodes.Combine(combination, left.node(), right.node(), place);
    return Plan.made(node, TypeRules.arithmetic(left.type(), right.type()), place.secretOf());
  }

  /** Both sides are looked at, so that all of what is wrong is told. */
  private boolean arePresent(Syntax.Binary binary, Plan left, Plan right) {
    String operation = "`" + binary.operator().sign() + "`";
    boolean first = planner.requirePresent(binary.left(), left, operation);
    return planner.requirePresent(binary.right(), right, operation) && first;
  }

  private void unfit(Syntax.Binary binary, Plan left, Plan right) {
    planner.mismatch(
        binary,
        "`"
            + binary.operator().sign()
            + "` does not work on "
            + TypeRules.describe(left.value())
            + " and "
            + TypeRules.describe(right.value()),
        TypeRules.conversion(left.type(), right.type()));
  }

  private Plan equality(
      Syntax.Binary binary, Plan left, Plan right, Place place, Nodes.Combination combination) {
    if (TypeRules.areDifferentTexts(left.type(), right.type())) {
      differentTexts(binary, left, right);
    } else if (!TypeRules.mayBeEqual(left.type(), right.type())) {
      planner.mismatch(
          binary,
          TypeRules.describe(left.value())
              + " and "
              + TypeRules.describe(right.value())
              + " are never equal");
    }
    Node node = new Nodes.Combine(combination, left.node(), right.node(), place);
    return Plan.made(node, SchemaType.BOOLEAN, place.secretOf());
  }

  private void differentTexts(Syntax.Binary binary, Plan left, Plan right) {
    boolean constant = binary.left() instanceof Syntax.Constant;
    List<String> wrong = TypeRules.choices(constant ? left.type() : right.type());
    List<String> choices = TypeRules.choices(constant ? right.type() : left.type());
    String near = wrong.size() == 1 ? NearestName.hint(wrong.getFirst(), choices) : "";
    planner.mismatch(
        binary,
        "`"
            + planner.text(constant ? binary.right() : binary.left())
            + "` is never "
            + planner.text(constant ? binary.left() : binary.right()),
        near.isEmpty() ? "it is one of " + String.join(", ", choices) : near);
  }

  private Plan comparison(
      Syntax.Binary binary, Plan left, Plan right, Place place, IntPredicate accepted) {
    if (arePresent(binary, left, right) && !TypeRules.areOrdered(left.type(), right.type())) {
      incomparable(binary, left.value(), right.value());
    }
    Node node = new Nodes.Compare(accepted, left.node(), right.node(), place);
    return Plan.made(node, SchemaType.BOOLEAN, place.secretOf());
  }

  private void incomparable(Syntax.Binary binary, ValueType left, ValueType right) {
    planner.mismatch(
        binary,
        "cannot compare " + TypeRules.describe(left) + " with " + TypeRules.describe(right),
        TypeRules.conversion(left.type(), right.type()));
  }

  private Plan logic(Syntax.Binary binary, Plan left, Plan right, Place place) {
    Nodes.Condition first = planner.condition(binary.left(), left, place.operation());
    Nodes.Condition second = planner.condition(binary.right(), right, place.operation());
    Node node =
        binary.operator() == BinaryOperator.AND
            ? new Nodes.And(first, second)
            : new Nodes.Or(first, second);
    return Plan.made(node, SchemaType.BOOLEAN, place.secretOf());
  }

  private Plan matches(Syntax.Binary binary, Plan left, Plan right, Place place) {
    if (arePresent(binary, left, right)
        && !(TypeRules.isText(left.type()) && TypeRules.isText(right.type()))) {
      unfit(binary, left, right);
    }
    Node node = MatchNodes.matching(planner, binary, left.node(), right.node(), place);
    return Plan.made(node, SchemaType.BOOLEAN, place.secretOf());
  }

  private Plan between(Syntax.Binary binary, Plan left, Plan right, Place place) {
    boolean list = right.type() instanceof SchemaType.ListOf || TypeRules.isUnknown(right.type());
    boolean twoBounds =
        !(binary.right() instanceof Syntax.InlineList bounds) || bounds.elements().size() == 2;
    if (arePresent(binary, left, right)) {
      if (!list || !twoBounds) {
        planner.mismatch(binary.right(), "`between` needs a list of two bounds, such as {1, 5}");
      } else if (right.type() instanceof SchemaType.ListOf(SchemaType bound)
          && !TypeRules.areOrdered(left.type(), bound)) {
        incomparable(binary, left.value(), ValueType.of(bound));
      }
    }
    Node node = new Nodes.Combine(MatchNodes::isBetween, left.node(), right.node(), place);
    return Plan.made(node, SchemaType.BOOLEAN, place.secretOf());
  }

  Plan plan(Syntax.Ternary ternary, Surroundings surroundings, Absence absence) {
    Plan condition = planner.plan(ternary.condition(), surroundings);
    Plan whenTrue = planner.plan(ternary.whenTrue(), surroundings, absence);
    Plan whenFalse = planner.plan(ternary.whenFalse(), surroundings, absence);
    Node node =
        new Nodes.Ternary(
            planner.condition(ternary.condition(), condition, "`?`"),
            whenTrue.node(),
            whenFalse.node());
    return choice(
        node,
        whenTrue.value().or(whenFalse.value()),
        whenTrue,
        whenFalse,
        Planner.secretOf(whenTrue, whenFalse, condition));
  }

  Plan plan(Syntax.Elvis elvis, Surroundings surroundings, Absence absence) {
    Plan value = planner.plan(elvis.value(), surroundings, Absence.NULL);
    Plan otherwise = planner.plan(elvis.otherwise(), surroundings, absence);
    Node node = new Nodes.Elvis(value.node(), otherwise.node());
    return choice(
        node,
        value.value().orElse(otherwise.value()),
        value,
        otherwise,
        Planner.secretOf(value, otherwise));
  }

  /** One of two values. If either is live state, what it lacks may still come. */
  private static Plan choice(
      Node node, ValueType value, Plan first, Plan second, @Nullable String secretOf) {
    Origin origin = first.isObserved() || !second.isObserved() ? first.origin() : second.origin();
    return new Plan(node, value, origin, secretOf, first.fit() && second.fit());
  }
}
