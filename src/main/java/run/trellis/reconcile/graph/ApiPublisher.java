package run.trellis.reconcile.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.Dialect;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.ObjectReference;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;
import run.trellis.graph.ApiProblems;
import run.trellis.graph.CompiledGraph.GeneratedApi;
import run.trellis.resolve.ContentDigest;
import run.trellis.resolve.FieldOwnership;
import run.trellis.resolve.Snapshot;

/** Publishes the API of a graph, and puts it back when somebody touched it. */
final class ApiPublisher {

  private static final Logger log = LoggerFactory.getLogger(ApiPublisher.class);
  private static final String KIND_PATH = "spec.schema.kind";

  private final ObjectClient client;
  private final Definitions definitions;
  private final Dialect dialect;
  private final Marking marking;
  private final FieldOwnership ownership = new FieldOwnership();
  private final Map<ObjectReference, Snapshot.Applied> applied = new ConcurrentHashMap<>();

  ApiPublisher(ObjectClient client, Definitions definitions, Dialect dialect) {
    this.client = client;
    this.definitions = definitions;
    this.dialect = dialect;
    this.marking = dialect.marking();
  }

  /** Goes as far as it gets without waiting. */
  Publication publish(GraphRuntime runtime, GeneratedApi api) {
    if (!definitions.cache().isSynced()) {
      return new Publication.Pending("the definitions of the cluster have not been listed yet");
    }
    KubeObject graph = runtime.object();
    KubeObject wanted = marked(api.crd(), graph);
    Optional<KubeObject> live = definitions.cache().get(wanted.reference());
    Optional<KubeObject> former = definitions.ofGraph(graph);
    if (former.filter(other -> !other.name().equals(wanted.name())).isPresent()) {
      return Publication.Refused.of(otherKind(former.get(), wanted));
    }
    return live.map(found -> keep(runtime, found, wanted)).orElseGet(() -> create(runtime, wanted));
  }

  private Publication create(GraphRuntime runtime, KubeObject wanted) {
    return switch (client.apply(wanted, new ApplyMode.Create())) {
      case WriteResult.Done(KubeObject answer) -> recorded(wanted, answer);
      case WriteResult.Conflict _ -> settle(runtime, wanted);
      case WriteResult result -> failed(result);
    };
  }

  /** Something stands under the name that no watch of ours shows. */
  private Publication settle(GraphRuntime runtime, KubeObject wanted) {
    return switch (client.get(wanted.reference())) {
      case ReadResult.Found(KubeObject found) -> keep(runtime, found, wanted);
      case ReadResult.Absent _ -> changedMeanwhile();
      case ReadResult.Refused refused ->
          new Publication.Failed(refused.message(), Optional.empty());
    };
  }

  private Publication keep(GraphRuntime runtime, KubeObject live, KubeObject wanted) {
    if (!marking.isDefinitionOf(live, runtime.object()) && !isStripped(live)) {
      return Publication.Refused.of(ApiProblems.foreign(live, marking));
    }
    if (live.isTerminating()) {
      return new Publication.Pending(live.name() + " is being deleted and will be created again");
    }
    if (isCurrent(live, wanted)) {
      return established(live);
    }
    return obstacle(runtime, live, wanted).orElseGet(() -> update(runtime, live, wanted));
  }

  /**
   * Whether the engine wrote a definition and somebody took its labels off: the API server still
   * knows whose fields they are. Which graph's it was is plain, since only one has the kind.
   */
  private boolean isStripped(KubeObject live) {
    return marking.isUnmarked(live)
        && FieldOwnership.ownedFields(live, marking.tracking().manager()).containsKey("f:spec");
  }

  private Publication update(GraphRuntime runtime, KubeObject live, KubeObject wanted) {
    log.atInfo()
        .addKeyValue("graph", runtime.name())
        .addKeyValue("definition", live.name())
        .log("definition differs from what the graph says; it is applied again");
    return switch (client.apply(wanted, new ApplyMode.Update(live.uid()))) {
      case WriteResult.Done(KubeObject answer) -> recorded(wanted, answer);
      case WriteResult result -> failed(result);
    };
  }

  private Publication recorded(KubeObject wanted, KubeObject answer) {
    applied.put(
        wanted.reference(),
        Snapshot.Applied.of(digest(wanted), answer, marking.tracking().manager()));
    return established(definitions.cache().recordWrite(answer));
  }

  private static Publication failed(WriteResult result) {
    return switch (result) {
      case WriteResult.Refused refused ->
          new Publication.Failed(refused.message(), refused.retryAfter());
      case WriteResult.Done _, WriteResult.Conflict _, WriteResult.Gone _ -> changedMeanwhile();
    };
  }

  private boolean isCurrent(KubeObject live, KubeObject wanted) {
    if (!digest(wanted).equals(live.annotations().get(marking.digest()))) {
      return false;
    }
    Map<String, @Nullable Object> owned =
        FieldOwnership.ownedFields(live, marking.tracking().manager());
    Snapshot.Applied last = applied.get(wanted.reference());
    return (last != null
            && last.digest().equals(digest(wanted))
            && last.ownedFields().equals(owned))
        || ownership.covers(owned, wanted.tree());
  }

  private String digest(KubeObject wanted) {
    return wanted.annotations().getOrDefault(marking.digest(), "");
  }

  /**
   * Why the definition must not become what is wanted: instances that exist would not survive it.
   * The one read that this takes comes with an edit only.
   */
  private Optional<Publication> obstacle(GraphRuntime runtime, KubeObject live, KubeObject wanted) {
    boolean sameContent = digest(wanted).equals(live.annotations().get(marking.digest()));
    boolean allowed = marking.allowsBreakingChanges(runtime.object());
    if (sameContent || allowed) {
      return Optional.empty();
    }
    return switch (client.get(live.reference())) {
      case ReadResult.Found(KubeObject whole) -> {
        List<Problem> breaking = ApiProblems.breakingChanges(whole, wanted, dialect);
        yield breaking.isEmpty()
            ? Optional.empty()
            : Optional.of(new Publication.Refused(breaking));
      }
      // What cannot be compared must not be let through.
      case ReadResult.Absent _ -> Optional.of(changedMeanwhile());
      case ReadResult.Refused refused ->
          Optional.of(new Publication.Failed(refused.message(), Optional.empty()));
    };
  }

  private static Publication changedMeanwhile() {
    return new Publication.Failed("it changed while it was applied", Optional.empty());
  }

  private static Publication established(KubeObject live) {
    for (@Nullable Object condition : JsonTree.listAt(live.tree(), "status", "conditions")) {
      String type = JsonTree.textAt(condition, "type");
      String status = JsonTree.textAt(condition, "status");
      if (type.equals("Established") && status.equals("True")) {
        return new Publication.Served();
      }
      if (type.equals("NamesAccepted") && status.equals("False")) {
        return new Publication.Pending(JsonTree.textAt(condition, "message"));
      }
    }
    return new Publication.Pending("the API server has not established " + live.name() + " yet");
  }

  private static Problem otherKind(KubeObject former, KubeObject wanted) {
    return Problem.at(
        KIND_PATH,
        ProblemCode.BREAKING_CHANGE,
        "the graph serves " + former.name() + " and cannot become " + wanted.name(),
        "make a new graph for the new kind, and delete this one when its instances are gone");
  }

  /** The definition with the marks that make it the graph's. */
  private KubeObject marked(KubeObject crd, KubeObject graph) {
    Map<String, Object> labels = new LinkedHashMap<>(crd.labels());
    labels.putAll(marking.definitionLabels(graph));
    KubeObject labelled = with(crd, "labels", labels);
    Map<String, Object> annotations = new LinkedHashMap<>(crd.annotations());
    annotations.put(marking.digest(), ContentDigest.of(labelled.tree()));
    return with(labelled, "annotations", annotations);
  }

  private static KubeObject with(KubeObject object, String field, Map<String, Object> texts) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object.tree(), "metadata"));
    metadata.put(field, texts);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(object.tree());
    tree.put("metadata", metadata);
    return KubeObject.of(tree);
  }
}
