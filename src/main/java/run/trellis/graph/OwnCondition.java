package run.trellis.graph;

import run.trellis.expression.ConditionTypes;

/**
 * An expression that gives conditions of the author's own, for instances.
 *
 * @param expression gives a condition or a list of them
 * @param types the types of what it gives
 */
public record OwnCondition(LocatedExpression expression, ConditionTypes types) {

  OwnCondition withoutTypes() {
    return new OwnCondition(expression.withoutTypes(), types);
  }
}
