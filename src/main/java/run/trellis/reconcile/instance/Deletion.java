package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.InstanceWords;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.cluster.WriteResult;
import run.trellis.diagnose.NodeReport;
import run.trellis.reconcile.instance.Progress.Obstacle;
import run.trellis.reconcile.queue.PassResult;

/**
 * Takes an instance away: its objects in reverse order, then its finalizer. Needs the inventory and
 * nothing else: no expression, no compiled graph, no kind that is gone.
 */
final class Deletion {

  private static final Logger log = LoggerFactory.getLogger(Deletion.class);

  private final InstantSource clock;
  private final StatusWriter status;
  private final Transitions transitions;
  private final Duration patience;

  Deletion(InstantSource clock, StatusWriter status, Transitions transitions, Duration patience) {
    this.clock = clock;
    this.status = status;
    this.transitions = transitions;
    this.patience = patience;
  }

  /** Goes as far as it gets without waiting. */
  PassResult advance(Pass pass) {
    if (LeftByOthers.waitForGraph(pass)) {
      return PassResult.DONE;
    }
    Inventory inventory = LeftByOthers.inventory(pass).orElseGet(pass::inventory);
    Progress progress =
        new Removal(
                pass,
                clock,
                patience,
                new RemovalOrder(inventory),
                entry -> inventory.shelf(entry.node()).orphaned())
            .advance(inventory.entries());
    if (progress.left().isEmpty()) {
      return release(pass);
    }
    boolean told = progress.first().isPresent() || pass.dialect().instances().tellsDeletion();
    Optional<PassResult> trouble = told ? tell(pass, inventory, progress) : Optional.empty();
    return trouble.orElseGet(() -> next(progress));
  }

  private static PassResult next(Progress progress) {
    if (progress.failed()) {
      return new PassResult.Failed(progress.retryAfter());
    }
    return progress.recheck().<PassResult>map(PassResult.Recheck::new).orElse(PassResult.DONE);
  }

  /**
   * Last of all: once the finalizer is gone, nobody knows any more what belonged to the instance.
   */
  private PassResult release(Pass pass) {
    KubeObject object = pass.subject().object();
    return switch (Release.of(pass.client(), object, pass.marking().finalizer())) {
      case WriteResult.Done(KubeObject answer) -> {
        // Until the watch says that it is gone, a pass must see that nothing is left to do.
        pass.subject().record(answer);
        yield finished(pass, object);
      }
      case WriteResult.Gone _ -> finished(pass, object);
      case WriteResult.Conflict _ -> PassResult.Failed.plain();
      case WriteResult.Refused refused -> new PassResult.Failed(refused.retryAfter());
    };
  }

  private PassResult finished(Pass pass, KubeObject object) {
    pass.memory().released(object);
    log.atInfo()
        .addKeyValue("instance", pass.key())
        .addKeyValue("millis", sinceAsked(object).toMillis())
        .log("deletion finished");
    return PassResult.DONE;
  }

  private Duration sinceAsked(KubeObject object) {
    return object.at("metadata", "deletionTimestamp") instanceof String asked
        ? Duration.between(Instant.parse(asked), clock.instant())
        : Duration.ZERO;
  }

  private Optional<PassResult> tell(Pass pass, Inventory inventory, Progress progress) {
    Optional<String> blocker = progress.first().map(Obstacle::message);
    InstanceFacts facts =
        new InstanceFacts(
            blocker.map(message -> new Cause(Reason.DELETE_BLOCKED, message, true)),
            Optional.empty(),
            true,
            Optional.empty(),
            Map.of(),
            AuthoredConditions.NONE);
    KubeObject object = pass.subject().object();
    InstanceWords words = pass.dialect().instances();
    List<NodeReport> reports =
        inventory.shelves().stream().map(shelf -> report(shelf, progress)).toList();
    StatusContent content =
        new StatusContent(
            words.conditions(facts, object),
            words.fields(facts, object),
            StatusContent.authorFields(object, pass.dialect()),
            reports,
            inventory);
    blocker.ifPresent(message -> transitions.deletionBlocked(pass, message));
    return status.write(pass, content);
  }

  private static NodeReport report(Inventory.Shelf shelf, Progress progress) {
    NodeReport.State state =
        progress.isLeft(shelf.objects()) ? NodeReport.State.DELETING : NodeReport.State.SKIPPED;
    Optional<Obstacle> obstacle = progress.of(shelf.objects());
    return new NodeReport(
        shelf.node(),
        state,
        obstacle.map(Obstacle::reason),
        obstacle.map(Obstacle::message).orElse(""));
  }
}
