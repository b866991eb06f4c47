package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;
import run.trellis.api.InstanceWords;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.api.Stated;
import run.trellis.cluster.EventRecorder;
import run.trellis.diagnose.RootCause;
import run.trellis.resolve.Snapshot;

/**
 * Tells people what changed for an instance: an event for those who look at the object, a line for
 * those who read the log. Says nothing of what stays as it was.
 */
final class Transitions {

  private static final Logger log = LoggerFactory.getLogger(Transitions.class);

  private final EventRecorder events;
  private final InstantSource clock;

  Transitions(EventRecorder events, InstantSource clock) {
    this.events = events;
    this.clock = clock;
  }

  /**
   * Compares what the status said before a pass with what the pass came to.
   *
   * @param before the object before the pass
   */
  void settled(Pass pass, KubeObject before, Optional<RootCause> cause) {
    InstanceWords words = pass.dialect().instances();
    boolean wasReady = words.isReady(before);
    if (cause.isEmpty() && !wasReady) {
      ready(pass);
    } else if (cause.isPresent()
        && cause.get().stalled()
        && !words.isStalled(before, cause.get().reason())) {
      failed(pass, cause.get());
    } else if (cause.isPresent() && wasReady) {
      about(pass)
          .addKeyValue("reason", cause.get().reason())
          .log("instance not ready any more: {}", cause.get().message());
    }
  }

  private void ready(Pass pass) {
    about(pass)
        .addKeyValue("millis", Duration.between(pass.memory().begun(), clock.instant()).toMillis())
        .addKeyValue("writes", pass.memory().writes() + pass.client().writes())
        .log("instance ready");
    events.normal(pass.subject().object(), "Ready", "all nodes are ready");
  }

  private void failed(Pass pass, RootCause cause) {
    about(pass).addKeyValue("reason", cause.reason()).log("instance stalled: {}", cause.message());
    events.warning(pass.subject().object(), cause.reason().code(), cause.message());
  }

  void repaired(Pass pass, ObjectReference object) {
    about(pass).addKeyValue("object", object).log("drift repaired");
    events.normal(
        pass.subject().object(),
        "DriftRepaired",
        object + " was changed by somebody else and put right");
  }

  void replaced(Pass pass, ObjectReference object, String cause) {
    about(pass).addKeyValue("object", object).log("deleted to be created again: {}", cause);
    events.normal(
        pass.subject().object(),
        "Replaced",
        object + " is deleted and created again, because it cannot be changed: " + cause);
  }

  void refused(Pass pass, ObjectReference object, Snapshot.Refusal refusal) {
    about(pass)
        .addKeyValue("object", object)
        .addKeyValue("reason", refusal.reason())
        .log("object refused: {}", refusal.message());
  }

  void deletionBlocked(Pass pass, String message) {
    boolean known =
        Stated.find(pass.subject().object(), "Ready")
            .filter(ready -> JsonTree.textAt(ready, "message").equals(message))
            .isPresent();
    if (!known) {
      about(pass).log("deletion blocked: {}", message);
      events.warning(pass.subject().object(), Reason.DELETE_BLOCKED.code(), message);
    }
  }

  private static LoggingEventBuilder about(Pass pass) {
    return log.atInfo().addKeyValue("instance", pass.key());
  }
}
