package run.trellis.architecture.offenders.expression.spel;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.ExpressionState;
import org.springframework.expression.spel.SpelNode;

class EvaluatesANode {
  @Nullable Object evaluate(SpelNode node, ExpressionState state) {
    return node.getValue(state);
  }
}
