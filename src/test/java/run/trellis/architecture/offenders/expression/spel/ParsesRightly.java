package run.trellis.architecture.offenders.expression.spel;

import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.standard.SpelExpressionParser;

class ParsesRightly {
  SpelNode parse() {
    return new SpelExpressionParser().parseRaw("1").getAST();
  }
}
