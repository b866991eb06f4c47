package run.trellis.architecture.offenders.operate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;

class WaitsForAValue {
  @Value("${name}")
  @Nullable String field;
}
