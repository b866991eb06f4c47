package run.trellis.architecture.offenders.graph;

import org.springframework.expression.spel.standard.SpelExpressionParser;

class ParsesElsewhere {
  Object parse() {
    return new SpelExpressionParser().parseExpression("1");
  }
}
