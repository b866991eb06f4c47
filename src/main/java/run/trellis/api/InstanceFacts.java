package run.trellis.api;

import java.util.Map;
import java.util.Optional;

/**
 * What is known of an instance at the end of a pass, in nobody's words.
 *
 * @param cause why it is not ready; empty if it is
 * @param suspension the annotation that suspends it; empty if none does
 * @param deleting whether it is being deleted
 * @param removing what is on its way out although nothing else is to do; empty if nothing is
 * @param leftOut path of each status field that could not be computed, with the message
 * @param authored conditions of the author's own, which take the place of the engine's
 */
public record InstanceFacts(
    Optional<Cause> cause,
    Optional<String> suspension,
    boolean deleting,
    Optional<Cause> removing,
    Map<String, String> leftOut,
    AuthoredConditions authored) {

  public InstanceFacts {
    leftOut = Map.copyOf(leftOut);
  }

  /** The same with conditions of the author's own. */
  public InstanceFacts with(AuthoredConditions conditions) {
    return new InstanceFacts(cause, suspension, deleting, removing, leftOut, conditions);
  }

  /**
   * Why an instance is not ready.
   *
   * @param stalled whether waiting alone does not help
   */
  public record Cause(Reason reason, String message, boolean stalled) {}
}
