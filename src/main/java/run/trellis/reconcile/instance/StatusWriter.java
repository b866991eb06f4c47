package run.trellis.reconcile.instance;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.InstanceMemory.SentStatus;
import run.trellis.reconcile.queue.PassResult;

/** Publishes a status if it says anything new. */
final class StatusWriter {

  private static final Logger log = LoggerFactory.getLogger(StatusWriter.class);

  private final InstantSource clock;

  StatusWriter(InstantSource clock) {
    this.clock = clock;
  }

  /** Writes what differs from what is there; the failure if that did not succeed. */
  Optional<PassResult> write(Pass pass, StatusContent content) {
    return send(pass, content.tree(pass.subject(), clock.instant()));
  }

  /** Writes other conditions, and leaves all else as it was told before. */
  Optional<PassResult> writeConditions(
      Pass pass, List<Stated> conditions, Map<String, Object> fields) {
    KubeObject object = pass.subject().object();
    Map<String, @Nullable Object> status = new LinkedHashMap<>(statusOf(object));
    status.putAll(fields);
    status.put("conditions", Stated.trees(conditions, object, clock.instant()));
    return send(pass, JsonTree.copyOfMap(status));
  }

  private Optional<PassResult> send(Pass pass, Map<String, @Nullable Object> status) {
    KubeObject object = pass.subject().object();
    if (isThere(pass, status)) {
      return Optional.empty();
    }
    WriteResult result = pass.client().applyStatus(manifest(object, status));
    return switch (result) {
      case WriteResult.Done(KubeObject answer) -> {
        pass.subject().record(answer);
        pass.memory().sentStatus(new SentStatus(status, statusOf(answer)));
        yield Optional.empty();
      }
      case WriteResult.Gone _ -> Optional.of(PassResult.DONE);
      case WriteResult.Conflict _ -> Optional.of(PassResult.Failed.plain());
      case WriteResult.Refused refused -> {
        log.atWarn()
            .addKeyValue("instance", pass.key())
            .addKeyValue("reason", refused.reason())
            .log("status refused: {}", refused.message());
        yield Optional.of(new PassResult.Failed(refused.retryAfter()));
      }
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
