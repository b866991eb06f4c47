package run.trellis.architecture.offenders.resolve;

import java.util.UUID;

class MakesAnIdentifier {
  UUID identifier() {
    return UUID.randomUUID();
  }
}
