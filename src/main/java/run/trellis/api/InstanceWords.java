package run.trellis.api;

import java.util.List;
import java.util.Map;

/** How a dialect tells on an instance what a pass came to. */
public interface InstanceWords {

  /** Conditions, in the order of the status. */
  List<Stated> conditions(InstanceFacts facts, KubeObject instance);

  /** Status fields beside the conditions and the author's own. */
  Map<String, Object> fields(InstanceFacts facts, KubeObject instance);

  /** Whether the status of an instance says that all of it is ready. */
  boolean isReady(KubeObject instance);

  /** Whether the status of an instance says that it is stalled. */
  boolean isStalled(KubeObject instance);

  /** Whether the status of an instance says that it is stalled, and that this is why. */
  boolean isStalled(KubeObject instance, Reason reason);

  /**
   * Whether a deletion is told as soon as it takes more than one pass, and not only if it hangs.
   */
  boolean tellsDeletion();
}
