package run.trellis.architecture.offenders.resolve;

import java.time.Clock;
import java.time.Instant;

record HoldsAClock(Clock clock) {
  Instant now() {
    return clock.instant();
  }
}
