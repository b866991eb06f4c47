package run.trellis.api.trellis;

import run.trellis.api.Condition.Status;
import run.trellis.api.RevisionWords;
import run.trellis.api.Stated;

/** What the native dialect says of revisions: whether they compile, and whether they serve. */
final class GraphRevisionWords implements RevisionWords {

  private static final String VALID = "Valid";

  @Override
  public Stated valid() {
    return new Stated(VALID, Status.TRUE, "Compiled", "the definition is sound");
  }

  @Override
  public Stated invalid(String revision, String flaw) {
    return new Stated(VALID, Status.FALSE, "Invalid", flaw);
  }

  @Override
  public Stated standing(boolean serves, Stated validity) {
    return new Stated(
        "Serving",
        Status.of(serves),
        serves ? "Serving" : "NotServing",
        serves ? "instances are reconciled with it" : "another revision serves, or none");
  }
}
