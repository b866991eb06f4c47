package run.trellis.architecture.offenders.resolve;

import java.util.random.RandomGenerator;

class ThrowsDice {
  int eyes() {
    return RandomGenerator.getDefault().nextInt(6);
  }
}
