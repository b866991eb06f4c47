package run.trellis.api.kro;

import java.util.List;
import run.trellis.api.Condition.Status;
import run.trellis.api.RevisionWords;
import run.trellis.api.Stated;

/** What the kro dialect says of revisions: ready is what compiles, whether it serves or not. */
final class KroRevisionWords implements RevisionWords {

  private static final String VERIFIED = "GraphVerified";

  @Override
  public Stated valid() {
    return new Stated(VERIFIED, Status.TRUE, "Verified", "graph revision compiled and verified");
  }

  @Override
  public Stated invalid(String revision, String flaw) {
    String message = "failed to compile graph revision \"" + revision + "\": " + flaw;
    return new Stated(VERIFIED, Status.FALSE, "InvalidGraph", message);
  }

  @Override
  public Stated standing(boolean serves, Stated validity) {
    return Worst.of(List.of(validity));
  }
}
