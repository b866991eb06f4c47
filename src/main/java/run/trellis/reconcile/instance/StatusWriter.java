package run.trellis.reconcile.instance;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.InstanceFacts;
import run.trellis.api.InstanceFacts.Cause;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;
import run.trellis.api.Stated;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.InstanceMemory.SentStatus;
import run.trellis.reconcile.queue.PassResult;

/** Publishes a status if it says anything new. */
final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);
  private static final String GRAPH = "graph";

  private final InstantSource clock;

  StatusWriter(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Writes what differs from what is there; the failure if that did not succeed. What the server
   * does not take as a status, because it is too large, for one, is told in conditions alone.
   */
  Optional<PassResult> write(Pass pass, StatusContent content) {
    Optional<WriteResult> sent = send(pass, content.tree(pass.subject(), clock.instant()));
    if (sent.isPresent()
        && sent.get() instanceof WriteResult.Refused refused
        && refused.reason() == Reason.APPLY_INVALID) {
      send(pass, refused(pass, content, refused));
    }
    return sent.flatMap(StatusWriter::failure);
  }

  private Map<String, @Nullable Object> refused(
      Pass pass, StatusContent content, WriteResult.Refused refused) {
    KubeObject object = pass.subject().object();
    String message =
        "the status cannot be stored; objects that it names: %d; %s"
            .formatted(content.inventory().entries().size(), refused.withoutValues().message());
    InstanceFacts facts =
        new InstanceFacts(
            Optional.of(new Cause(refused.reason(), message, true)),
            Optional.empty(),
            object.isTerminating(),
            Optional.empty(),
            Map.of(),
            AuthoredConditions.NONE);
    List<Stated> conditions = new ArrayList<>(pass.dialect().instances().conditions(facts, object));
    Set<String> told = conditions.stream().map(Stated::type).collect(Collectors.toSet());
    pass.subject().frame().conditions().stream()
        .filter(condition -> !told.contains(condition.type()))
        .forEach(conditions::add);
    return withConditions(object, conditions, pass.dialect().instances().fields(facts, object));
  }

  /** Writes other conditions, and leaves all else as it was told before. */
  Optional<PassResult> writeConditions(
      Pass pass, List<Stated> conditions, Map<String, Object> fields) {
    return send(pass, withConditions(pass.subject().object(), conditions, fields))
        .flatMap(StatusWriter::failure);
  }

  private Map<String, @Nullable Object> withConditions(
      KubeObject object, List<Stated> conditions, Map<String, Object> fields) {
    Map<String, @Nullable Object> status = new LinkedHashMap<>(statusOf(object));
    status.putAll(fields);
    status.put("conditions", Stated.trees(conditions, object, clock.instant()));
    return JsonTree.copyOfMap(status);
  }

  /** What came of sending a status; empty if it says nothing new. */
  private Optional<WriteResult> send(Pass pass, Map<String, @Nullable Object> status) {
    KubeObject object = pass.subject().object();
    if (isThere(pass, status)) {
      return Optional.empty();
    }
    WriteResult result = pass.client().applyStatus(manifest(object, status));
    if (result instanceof WriteResult.Done(KubeObject answer)) {
      pass.subject().record(answer);
      if (statusOf(answer).get(GRAPH) == null && status.get(GRAPH) != null) {
        return Optional.of(dropped(pass));
      }
      pass.memory().sentStatus(new SentStatus(status, statusOf(answer)));
    } else if (result instanceof WriteResult.Refused refused) {
      log.atWarn()
          .addKeyValue("instance", pass.key())
          .addKeyValue("reason", refused.reason())
          .log("status refused: {}", refused.message());
    }
    return Optional.of(result);
  }

  /**
   * The API server does not store what the definition of the API does not name, and it takes it a
   * while to notice that the definition of another engine was completed. Nothing must be made that
   * no inventory has.
   */
  private static WriteResult dropped(Pass pass) {
    log.atInfo().addKeyValue("instance", pass.key()).log("the inventory was not stored yet");
    return new WriteResult.Refused(
        Reason.NOT_READY, "the API server does not store the inventory yet", Optional.empty());
  }

  private static Optional<PassResult> failure(WriteResult result) {
    return switch (result) {
      case WriteResult.Done _ -> Optional.empty();
      case WriteResult.Gone _ -> Optional.of(PassResult.DONE);
      case WriteResult.Conflict _ -> Optional.of(PassResult.Failed.plain());
      case WriteResult.Refused refused -> Optional.of(new PassResult.Failed(refused.retryAfter()));
    };
  }

  private static boolean isThere(Pass pass, Map<String, @Nullable Object> status) {
    Map<String, @Nullable Object> present = statusOf(pass.subject().object());
    return present.equals(status)
        || pass.memory()
            .sentStatus()
            .filter(last -> last.sent().equals(status) && last.answered().equals(present))
            .isPresent();
  }

  private static Map<String, @Nullable Object> statusOf(KubeObject object) {
    return JsonTree.mapAt(object.tree(), "status");
  }

  private static KubeObject manifest(KubeObject object, Map<String, @Nullable Object> status) {
    Map<String, @Nullable Object> tree = Manifests.identity(object);
    tree.put("status", status);
    return KubeObject.ofImmutable(new LinkedHashMap<>(tree));
  }
}
