package run.trellis.architecture.offenders.resolve;

import java.time.Instant;

class ReadsTheClock {
  Instant now() {
    return Instant.now();
  }
}
