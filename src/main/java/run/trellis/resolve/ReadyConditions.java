package run.trellis.resolve;

import java.util.List;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated;
import run.trellis.graph.LocatedExpression;
import run.trellis.graph.Node;
import run.trellis.resolve.NodeOutcome.Readiness;

/** The author's own conditions for a node to be ready. */
final class ReadyConditions {

  /** Name of the element in conditions of a node that is a list. */
  private static final String EACH = "each";

  private ReadyConditions() {}

  /** Ready if all conditions hold, for each element of a list. */
  static Readiness evaluate(
      Node node,
      List<LocatedExpression> conditions,
      List<KubeObject> live,
      Bindings bindings,
      Budget budget) {
    if (!node.isList()) {
      return evaluate(conditions, bindings.with(node.id(), live.getFirst().tree()), budget, "");
    }
    Bindings own = bindings.with(node.id(), live.stream().map(KubeObject::tree).toList());
    if (live.isEmpty()) {
      // Conditions on elements hold for none; those on the list as a whole are still asked.
      return evaluate(
          conditions.stream().filter(condition -> !condition.nodes().contains(EACH)).toList(),
          own,
          budget,
          "");
    }
    for (KubeObject object : live) {
      Readiness readiness =
          evaluate(conditions, own.with(EACH, object.tree()), budget, object.reference() + ": ");
      if (!(readiness instanceof Readiness.Ready)) {
        return readiness;
      }
    }
    return Readiness.READY;
  }

  private static Readiness evaluate(
      List<LocatedExpression> conditions, Bindings bindings, Budget budget, String about) {
    for (LocatedExpression condition : conditions) {
      Readiness readiness = evaluate(condition, bindings, budget, about);
      if (!(readiness instanceof Readiness.Ready)) {
        return readiness;
      }
    }
    return Readiness.READY;
  }

  private static Readiness evaluate(
      LocatedExpression condition, Bindings bindings, Budget budget, String about) {
    return switch (condition.compiled().evaluate(bindings, budget.part())) {
      case Evaluated.Value(Boolean holds) ->
          holds
              ? Readiness.READY
              : new Readiness.NotReady(
                  Reason.CONDITION_FALSE, about + condition.text() + " is false");
      case Evaluated.Pending pending ->
          new Readiness.NotReady(
              Reason.EXPRESSION_PENDING, about + "waiting for " + pending.missing());
      case Evaluated.Failed failed ->
          new Readiness.Broken(
              Evaluation.reasonOf(failed),
              about + condition.path() + ": " + condition.text() + ": " + failed.message());
      case Evaluated.Value _, Evaluated.Omitted _ ->
          new Readiness.Broken(
              Reason.EXPRESSION_FAILED,
              about + condition.path() + ": " + condition.text() + " is not a boolean");
    };
  }
}
