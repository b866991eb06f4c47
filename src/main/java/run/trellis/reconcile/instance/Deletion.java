package run.trellis.reconcile.instance;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.Condition;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.WriteResult;
import run.trellis.diagnose.NodeReport;
import run.trellis.reconcile.instance.Removal.Obstacle;
import run.trellis.reconcile.instance.Removal.Progress;
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

  Deletion(InstantSource clock, StatusWriter status, Transitions transitions) {
    this.clock = clock;
    this.status = status;
    this.transitions = transitions;
  }

  /** Goes as far as it gets without waiting. */
  PassResult advance(Pass pass) {
    Inventory inventory = pass.inventory();
    List<InventoryEntry> owned =
        inventory.shelves().stream()
            .filter(shelf -> !shelf.orphaned())
            .flatMap(shelf -> shelf.objects().stream())
            .toList();
    Progress progress = new Removal(pass, clock).advance(owned);
    if (progress.left().isEmpty()) {
      return release(pass);
    }
    Optional<PassResult> trouble =
        progress.obstacles().isEmpty() ? Optional.empty() : tell(pass, inventory, progress);
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
    return switch (Release.of(pass.client(), object)) {
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
    Map.Entry<ObjectReference, Obstacle> first = progress.obstacles().firstEntry();
    String message = first.getKey() + " " + first.getValue().message();
    List<Stated> conditions =
        List.of(
            stated("Ready", Condition.Status.FALSE, message),
            stated("Reconciling", Condition.Status.TRUE, message),
            stated("Stalled", Condition.Status.TRUE, message));
    List<NodeReport> reports =
        inventory.shelves().stream().map(shelf -> report(shelf, progress)).toList();
    StatusContent content =
        new StatusContent(
            conditions, StatusContent.authorFields(pass.subject().object()), reports, inventory);
    transitions.deletionBlocked(pass, message);
    return status.write(pass, content);
  }

  private static Stated stated(String type, Condition.Status status, String message) {
    return new Stated(type, status, Reason.DELETE_BLOCKED.code(), message);
  }

  private static NodeReport report(Inventory.Shelf shelf, Progress progress) {
    Set<InventoryEntry> left = Set.copyOf(progress.left());
    String message =
        shelf.objects().stream()
            .filter(entry -> progress.obstacles().containsKey(entry.object()))
            .map(entry -> entry.object() + " " + obstacle(progress, entry).message())
            .collect(Collectors.joining("; "));
    Optional<Reason> reason =
        message.isEmpty() ? Optional.empty() : Optional.of(Reason.DELETE_BLOCKED);
    NodeReport.State state =
        shelf.objects().stream().anyMatch(left::contains)
            ? NodeReport.State.DELETING
            : NodeReport.State.SKIPPED;
    return new NodeReport(shelf.node(), state, reason, message);
  }

  private static Obstacle obstacle(Progress progress, InventoryEntry entry) {
    return progress
        .obstacles()
        .getOrDefault(entry.object(), new Obstacle(Reason.DELETE_BLOCKED, ""));
  }
}
