package run.trellis.reconcile.revision;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Revision;
import run.trellis.api.RevisionForm;
import run.trellis.api.Stated;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;
import run.trellis.reconcile.instance.Manifests;
import run.trellis.reconcile.queue.PassResult;

/**
 * Keeps the stored revisions of a graph in order: says in their status which one serves, gives an
 * owner to those that lost theirs, and removes those that are no longer wanted. Sends nothing if
 * all is as it should be. None of it is needed to serve, so whatever fails here is only tried
 * again.
 */
public final class RevisionKeeper {

  private static final Logger log = LoggerFactory.getLogger(RevisionKeeper.class);

  private final Revisions revisions;
  private final RevisionForm form;
  private final ObjectClient client;
  private final InstantSource clock;
  private final int kept;

  /**
   * A keeper.
   *
   * @param kept how many of the newest revisions of a graph stay; 0 for all
   */
  public RevisionKeeper(Revisions revisions, ObjectClient client, InstantSource clock, int kept) {
    this.revisions = revisions;
    this.form = revisions.form();
    this.client = client;
    this.clock = clock;
    this.kept = kept;
  }

  /**
   * How the revisions of a graph are.
   *
   * @param serving number of the revision that serves; 0 if none does
   * @param pin number of the revision that the graph is pinned to
   * @param flaws why revisions do not compile, by their uid, as far as that was found out
   * @param fields what the revision that serves tells in its status beside the conditions
   */
  public record Situation(
      long serving, OptionalLong pin, Map<String, String> flaws, Map<String, Object> fields) {

    Set<Long> needed() {
      return LongStream.concat(LongStream.of(serving), pin.stream())
          .boxed()
          .collect(Collectors.toSet());
    }
  }

  /** Puts them in order; the failure if that did not succeed. */
  public Optional<PassResult> keep(KubeObject graph, History history, Situation situation) {
    List<WriteResult> writes = new ArrayList<>();
    List<Revision> superfluous = history.superfluous(kept, situation.needed());
    superfluous.forEach(revision -> writes.add(remove(revision)));
    for (Revision revision : history.revisions()) {
      if (!superfluous.contains(revision)) {
        if (revision.owner().isEmpty()) {
          writes.add(adopt(graph, revision));
        }
        describe(revision, situation).ifPresent(writes::add);
      }
    }
    return release(graph.name())
        .or(
            () ->
                writes.stream()
                    .flatMap(write -> failure(graph.name(), write).stream())
                    .findFirst());
  }

  /**
   * Lets revisions go that somebody deletes, be it with a graph that is no more; the failure if
   * that did not succeed.
   *
   * @param graph name of a graph, which need not be there
   */
  public Optional<PassResult> release(String graph) {
    return revisions.leaving(graph).stream()
        .map(revision -> release(revision.object()))
        .flatMap(write -> failure(graph, write).stream())
        .findFirst();
  }

  private WriteResult release(KubeObject leaving) {
    WriteResult result = new WriteResult.Done(leaving);
    for (String finalizer : form.finalizers()) {
      if (result instanceof WriteResult.Done(KubeObject last)
          && last.finalizers().contains(finalizer)) {
        result = client.removeFinalizer(last, finalizer);
      }
    }
    switch (result) {
      case WriteResult.Done(KubeObject last) when !last.finalizers().isEmpty() ->
          revisions.cache().recordWrite(last);
      case WriteResult.Done _, WriteResult.Gone _ ->
          revisions.cache().recordDelete(leaving.reference(), leaving.uid());
      case WriteResult.Conflict _, WriteResult.Refused _ -> {
        // Still there; it is tried again.
      }
    }
    return result;
  }

  private static Optional<PassResult> failure(String graph, WriteResult result) {
    return switch (result) {
      // What somebody else took away or changed meanwhile is told by the watch.
      case WriteResult.Done _, WriteResult.Gone _, WriteResult.Conflict _ -> Optional.empty();
      case WriteResult.Refused refused -> {
        log.atWarn()
            .addKeyValue("graph", graph)
            .log("revisions are not in order: {}", refused.message());
        yield Optional.of(new PassResult.Failed(refused.retryAfter()));
      }
    };
  }

  private WriteResult remove(Revision revision) {
    WriteResult result = client.delete(revision.object().reference(), revision.uid());
    switch (result) {
      case WriteResult.Done(KubeObject last) when last.isTerminating() -> {
        revisions.cache().recordWrite(last);
        return release(last);
      }
      case WriteResult.Done _, WriteResult.Gone _ ->
          revisions.cache().recordDelete(revision.object().reference(), revision.uid());
      case WriteResult.Conflict _, WriteResult.Refused _ -> {
        // Still there; it is tried again.
      }
    }
    return result;
  }

  private WriteResult adopt(KubeObject graph, Revision revision) {
    return switch (client.get(revision.object().reference())) {
      case ReadResult.Found(KubeObject whole) ->
          recorded(client.apply(form.adopted(graph, whole), new ApplyMode.Update(revision.uid())));
      case ReadResult.Absent _ -> new WriteResult.Gone();
      case ReadResult.Refused(var reason, String message) ->
          new WriteResult.Refused(reason, message, Optional.empty());
    };
  }

  private Optional<WriteResult> describe(Revision revision, Situation situation) {
    List<Map<String, Object>> wanted =
        Stated.trees(conditions(revision, situation), revision.object(), clock.instant());
    Map<String, @Nullable Object> told = JsonTree.mapAt(revision.object().tree(), "status");
    List<@Nullable Object> present = JsonTree.listAt(told, "conditions");
    Map<String, @Nullable Object> status = new LinkedHashMap<>(told);
    if (revision.number() == situation.serving()) {
      status.keySet().retainAll(Set.of("conditions"));
      status.putAll(situation.fields());
    }
    if (wanted.size() == present.size() && present.containsAll(wanted) && status.equals(told)) {
      return Optional.empty();
    }
    status.put("conditions", wanted);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(Manifests.identity(revision.object()));
    tree.put("status", status);
    return Optional.of(recorded(client.applyStatus(KubeObject.of(tree))));
  }

  private WriteResult recorded(WriteResult result) {
    if (result instanceof WriteResult.Done(KubeObject answer)) {
      revisions.cache().recordWrite(answer);
    }
    return result;
  }

  private List<Stated> conditions(Revision revision, Situation situation) {
    Stated validity = validity(revision, situation);
    boolean serves = revision.number() == situation.serving();
    return List.of(validity, form.words().standing(serves, validity));
  }

  /** What was found out, or else what was told before: nobody tries revisions that do not serve. */
  private Stated validity(Revision revision, Situation situation) {
    Stated valid = form.words().valid();
    String flaw = situation.flaws().get(revision.uid());
    if (flaw != null) {
      return form.words().invalid(revision.name(), flaw);
    }
    return Stated.all(revision.object()).stream()
        .filter(told -> told.type().equals(valid.type()))
        .filter(_ -> revision.number() != situation.serving())
        .findFirst()
        .orElse(valid);
  }
}
