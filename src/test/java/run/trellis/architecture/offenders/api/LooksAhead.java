package run.trellis.architecture.offenders.api;

import run.trellis.architecture.offenders.graph.Innocent;

class LooksAhead {
  Object later() {
    return new Innocent();
  }
}
