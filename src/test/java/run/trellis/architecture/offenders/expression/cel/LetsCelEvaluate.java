package run.trellis.architecture.offenders.expression.cel;

import dev.cel.runtime.CelRuntime;

class LetsCelEvaluate {
  Object evaluate(CelRuntime.Program program) throws Exception {
    return program.eval();
  }
}
