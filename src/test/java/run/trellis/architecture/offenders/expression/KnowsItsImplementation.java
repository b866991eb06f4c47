package run.trellis.architecture.offenders.expression;

import run.trellis.architecture.offenders.expression.spel.Implements;

class KnowsItsImplementation {
  Port port() {
    return new Implements();
  }
}
