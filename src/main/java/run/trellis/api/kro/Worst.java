package run.trellis.api.kro;

import java.util.List;
import run.trellis.api.Condition.Status;
import run.trellis.api.Stated;

/** The condition {@code Ready}, which in this dialect repeats the worst of the others. */
final class Worst {

  private Worst() {}

  static Stated of(List<Stated> parts) {
    return parts.stream()
        .filter(part -> part.status() == Status.FALSE)
        .findFirst()
        .or(() -> parts.stream().filter(part -> part.status() != Status.TRUE).findFirst())
        .map(worst -> new Stated("Ready", worst.status(), worst.reason(), worst.message()))
        .orElseGet(() -> new Stated("Ready", Status.TRUE, "Ready", ""));
  }
}
