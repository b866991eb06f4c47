package run.trellis.reconcile.revision;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Revision;
import run.trellis.api.RevisionForm;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;

/**
 * Stores definitions, and reads them back. Two processes at work on one graph, or one that ended
 * between its writes, give no number away twice: a revision is only ever created, the API server
 * lets one of several creations under a name succeed, and whoever comes second looks at what the
 * first one stored.
 */
public final class RevisionStore {

  private static final Logger log = LoggerFactory.getLogger(RevisionStore.class);

  private final Revisions revisions;
  private final RevisionForm form;
  private final ObjectClient client;

  public RevisionStore(Revisions revisions, ObjectClient client) {
    this.revisions = revisions;
    this.form = revisions.form();
    this.client = client;
  }

  /** The revision that keeps the definition of a graph: the newest if it does, else one more. */
  public Stored store(KubeObject graph, History history) {
    String digest = NormalizedSpec.digest(spec(graph));
    Optional<Revision> newest = history.newest();
    if (newest.filter(revision -> revision.digest().equals(digest)).isPresent()) {
      return new Stored.As(newest.get());
    }
    return newest
        .flatMap(revision -> compare(revision, digest))
        .orElseGet(() -> create(graph, history.next(), digest));
  }

  /** Whether a revision keeps the definition that a graph has now, as far as its digest tells. */
  public boolean keeps(Revision revision, KubeObject graph) {
    return revision.digest().equals(NormalizedSpec.digest(spec(graph)));
  }

  /** Reads a revision, whole. */
  public ReadResult read(Revision revision) {
    return client.get(new ObjectReference(form.type(), "", revision.name()));
  }

  /** The graph as a revision keeps it. */
  public KubeObject definition(KubeObject graph, KubeObject whole) {
    return form.definition(graph, whole);
  }

  /**
   * Digests that differ prove nothing if somebody touched the label, or if another release computed
   * it: what counts is the snapshot. Empty if it differs.
   */
  private Optional<Stored> compare(Revision revision, String digest) {
    return switch (read(revision)) {
      case ReadResult.Found(KubeObject whole) ->
          NormalizedSpec.digest(form.snapshot(whole)).equals(digest)
              ? Optional.of(new Stored.As(revision))
              : Optional.empty();
      case ReadResult.Absent _ -> Optional.empty();
      case ReadResult.Refused refused ->
          Optional.of(Stored.Failed.because(revision.name() + ": " + refused.message()));
    };
  }

  private Stored create(KubeObject graph, long number, String digest) {
    KubeObject manifest =
        form.manifest(graph, number, digest, NormalizedSpec.snapshot(spec(graph)));
    return switch (client.apply(manifest, new ApplyMode.Create())) {
      case WriteResult.Done(KubeObject answer) -> {
        log.atInfo()
            .addKeyValue("graph", graph.name())
            .addKeyValue("generation", graph.generation())
            .log("stored as {}", manifest.name());
        yield new Stored.As(form.read(revisions.cache().recordWrite(answer)));
      }
      case WriteResult.Conflict _ -> settle(graph, manifest.reference(), digest);
      case WriteResult.Gone _ ->
          Stored.Failed.because(manifest.name() + " changed while it was stored");
      case WriteResult.Refused refused ->
          new Stored.Failed(manifest.name() + ": " + refused.message(), refused.retryAfter());
    };
  }

  /** The name is taken by what no watch of ours shows yet. */
  private Stored settle(KubeObject graph, ObjectReference name, String digest) {
    return switch (client.get(name)) {
      case ReadResult.Found(KubeObject whole) -> {
        Revision found = form.read(revisions.cache().recordWrite(whole));
        yield found.owner().equals(graph.uid())
                && NormalizedSpec.digest(form.snapshot(whole)).equals(digest)
            ? new Stored.As(found)
            // From now on it counts among those that take a number.
            : Stored.Failed.because("somebody else stored " + name.name());
      }
      case ReadResult.Absent _ ->
          Stored.Failed.because(name.name() + " changed while it was stored");
      case ReadResult.Refused refused ->
          Stored.Failed.because(name.name() + ": " + refused.message());
    };
  }

  private static Map<String, @Nullable Object> spec(KubeObject graph) {
    return JsonTree.mapAt(graph.tree(), "spec");
  }
}
