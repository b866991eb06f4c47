package run.trellis.architecture.offenders.operate;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

class WaitsForAField {
  @Autowired @Nullable Object field;
}
