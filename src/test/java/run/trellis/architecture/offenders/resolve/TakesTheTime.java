package run.trellis.architecture.offenders.resolve;

import java.util.function.LongSupplier;

class TakesTheTime {
  LongSupplier clock() {
    return System::nanoTime;
  }
}
