package run.trellis.diagnose;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Reason;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.NodeOutcome;
import run.trellis.resolve.NodeOutcome.Readiness;

/**
 * What a node's outcome means to people.
 *
 * @param id id of the node
 * @param reason stable code; empty where all is well
 * @param message one sentence; empty where there is nothing to say
 */
public record NodeReport(String id, State state, Optional<Reason> reason, String message) {

  /** States of a node, as status shows them. Part of the API. */
  public enum State {
    WAITING("Waiting"),
    APPLIED("Applied"),
    READY("Ready"),
    SKIPPED("Skipped"),
    FAILED("Failed"),
    DELETING("Deleting");

    private final String code;

    State(String code) {
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** Tells what a node came to. */
  public static NodeReport of(String id, @Nullable NodeOutcome outcome) {
    return switch (outcome) {
      case null -> new NodeReport(id, State.WAITING, Optional.empty(), "");
      case NodeOutcome.Skipped(String message) ->
          new NodeReport(id, State.SKIPPED, Optional.of(Reason.CONDITION_FALSE), message);
      case NodeOutcome.Waiting waiting ->
          new NodeReport(id, State.WAITING, Optional.of(waiting.reason()), waiting.message());
      case NodeOutcome.Failed failed ->
          new NodeReport(id, State.FAILED, Optional.of(failed.reason()), failed.message());
      case NodeOutcome.Rendered rendered ->
          of(id, rendered.readiness(), isApplied(rendered) ? State.APPLIED : State.WAITING);
      case NodeOutcome.Observed observed -> of(id, observed.readiness(), State.WAITING);
    };
  }

  private static NodeReport of(String id, Readiness readiness, State unready) {
    return switch (readiness) {
      case Readiness.Ready _ -> new NodeReport(id, State.READY, Optional.empty(), "");
      case Readiness.NotReady(Reason reason, String message) ->
          new NodeReport(id, unready, Optional.of(reason), message);
      case Readiness.Broken(Reason reason, String message) ->
          new NodeReport(id, State.FAILED, Optional.of(reason), message);
    };
  }

  private static boolean isApplied(NodeOutcome.Rendered rendered) {
    return rendered.objects().stream().allMatch(DesiredObject::current);
  }
}
