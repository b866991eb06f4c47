package run.trellis.architecture.offenders.expression.spel;

import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.standard.SpelExpressionParser;

class LetsSpelEvaluate {
  @Nullable Object evaluate() {
    return new SpelExpressionParser().parseRaw("1").getValue();
  }
}
