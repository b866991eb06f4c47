package run.trellis.resolve;

import java.util.List;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;

/** What a resolution says of one node. */
public sealed interface NodeOutcome {

  /** Whether others may read the node. */
  default boolean isReady() {
    return switch (this) {
      case Rendered(_, Readiness.Ready _) -> true;
      case Observed(_, Readiness.Ready _) -> true;
      case Rendered _, Observed _, Skipped _, Waiting _, Failed _ -> false;
    };
  }

  /** Whether it is settled which objects the node wants, so that others of its may go. */
  default boolean isDecided() {
    return switch (this) {
      case Rendered _, Observed _, Skipped _ -> true;
      case Waiting _, Failed _ -> false;
    };
  }

  /** The node's conditions, or those of a node it needs, leave it out. */
  record Skipped(String message) implements NodeOutcome {}

  /**
   * Cannot be rendered yet.
   *
   * @param on ids of the nodes it waits for; empty if it waits for something of its own
   * @param known objects that it is already known to want
   */
  record Waiting(Reason reason, String message, List<String> on, List<ObjectReference> known)
      implements NodeOutcome {
    public Waiting {
      on = List.copyOf(on);
      known = List.copyOf(known);
    }
  }

  /** Cannot be rendered, and waiting alone does not help. */
  record Failed(Reason reason, String message, List<ObjectReference> known) implements NodeOutcome {
    public Failed {
      known = List.copyOf(known);
    }
  }

  /** Managed objects in the order of the collection; one for a single node. */
  record Rendered(List<DesiredObject> objects, Readiness readiness) implements NodeOutcome {
    public Rendered {
      objects = List.copyOf(objects);
    }
  }

  /** Objects that are only read. */
  record Observed(List<KubeObject> objects, Readiness readiness) implements NodeOutcome {
    public Observed {
      objects = List.copyOf(objects);
    }
  }

  /** Whether what is there is ready. */
  sealed interface Readiness {

    Ready READY = new Ready();

    /** Ready: dependents may read it. */
    record Ready() implements Readiness {}

    /** Not yet. */
    record NotReady(Reason reason, String message) implements Readiness {}

    /** Not, and it says itself that it will not become so. */
    record Broken(Reason reason, String message) implements Readiness {}
  }
}
