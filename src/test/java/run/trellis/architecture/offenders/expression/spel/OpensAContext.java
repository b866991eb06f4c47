package run.trellis.architecture.offenders.expression.spel;

import org.springframework.expression.spel.support.StandardEvaluationContext;

class OpensAContext {
  Object context() {
    return new StandardEvaluationContext();
  }
}
