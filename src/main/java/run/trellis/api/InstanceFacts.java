package run.trellis.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an instance at the end of a pass, in nobody's words.
 *
 * @param cause why it is not ready; empty if it is
 * @param suspension the annotation that suspends it; empty if none does
 * @param deleting whether it is being deleted
 * @param removing what is on its way out although nothing else is to do; empty if nothing is
 * @param leftOut path of each status field that could not be computed, with the message
 * @param authored conditions that the author's own expressions gave, if there are any
 */
public record InstanceFacts(
    Optional<Cause> cause,
    Optional<String> suspension,
    boolean deleting,
    Optional<Cause> removing,
    Map<String, String> leftOut,
    Optional<List<? extends @Nullable Object>> authored) {

  public InstanceFacts {
    leftOut = Map.copyOf(leftOut);
  }

  /**
   * Why an instance is not ready.
   *
   * @param stalled whether waiting alone does not help
   */
  public record Cause(Reason reason, String message, boolean stalled) {}
}
