package run.trellis.architecture.offenders.resolve;

import java.util.Map;

class ReadsTheEnvironment {
  Map<String, String> environment() {
    return System.getenv();
  }
}
