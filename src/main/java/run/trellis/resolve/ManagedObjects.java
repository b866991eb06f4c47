package run.trellis.resolve;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import run.trellis.api.AuthoringWords;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Membership;
import run.trellis.api.Membership.Place;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;
import run.trellis.graph.Node.CollectionNode;
import run.trellis.graph.Node.ManagedNode;
import run.trellis.graph.Template;
import run.trellis.resolve.NodeOutcome.Readiness;

/** Objects that the graph applies: renders them and compares them with what is there. */
final class ManagedObjects {

  private final CompiledGraph graph;
  private final Snapshot snapshot;
  private final FieldOwnership ownership;
  private final Budget budget;
  private final Marking marking;
  private final AuthoringWords words;
  private final Map<String, Integer> layers;

  /** Most objects of one collection. */
  private final int maxItems;

  /** Who wants which object, so that no two nodes fight about one. */
  private final Map<ObjectReference, String> taken = new HashMap<>();

  ManagedObjects(
      CompiledGraph graph,
      Snapshot snapshot,
      FieldOwnership ownership,
      Budget budget,
      int maxItems) {
    this.graph = graph;
    this.snapshot = snapshot;
    this.ownership = ownership;
    this.budget = budget;
    this.maxItems = maxItems;
    this.marking = graph.dialect().marking();
    this.words = graph.dialect().authoring().words();
    this.layers = graph.layers();
  }

  NodeOutcome render(ManagedNode node, Bindings bindings) {
    return outcome(node, node.template(), List.of(bindings));
  }

  NodeOutcome render(CollectionNode node, Bindings bindings) {
    return switch (combinations(node, bindings)) {
      case Combinations.All(List<Bindings> all) -> outcome(node, node.template(), all);
      case Combinations.None(NodeOutcome outcome) -> outcome;
    };
  }

  /** Objects that a node is already known to want although it cannot be rendered yet. */
  List<ObjectReference> identities(Node node, Bindings bindings) {
    return switch (node) {
      case ManagedNode single -> identities(single, single.template(), List.of(bindings));
      case CollectionNode collection ->
          combinations(collection, bindings) instanceof Combinations.All(List<Bindings> all)
              ? identities(collection, collection.template(), all)
              : List.of();
      case Node.ReferenceNode _, Node.SelectionNode _ -> List.of();
    };
  }

  private List<ObjectReference> identities(
      Node node, Template.Fields template, List<Bindings> items) {
    Template.Fields identity =
        new Template.Fields(
            Map.of(
                "name",
                template.at("metadata", "name"),
                "namespace",
                template.at("metadata", "namespace")));
    SequencedSet<ObjectReference> known = new LinkedHashSet<>();
    for (Bindings bindings : items) {
      if (Renderer.render(identity, bindings, budget)
              instanceof Rendering.Value(@Nullable Object value)
          && !JsonTree.textAt(value, "name").isEmpty()
          && namespace(node, JsonTree.textAt(value, "namespace"))
              instanceof Placement.In(String namespace)) {
        known.add(new ObjectReference(node.type(), namespace, JsonTree.textAt(value, "name")));
      }
    }
    return List.copyOf(known);
  }

  private NodeOutcome outcome(Node node, Template.Fields template, List<Bindings> items) {
    List<DesiredObject> desired = new ArrayList<>(items.size());
    for (Bindings bindings : items) {
      Optional<Place> place =
          node.isList() ? Optional.of(new Place(desired.size(), items.size())) : Optional.empty();
      switch (object(node, template, bindings, place)) {
        case Item.Wanted(DesiredObject object) -> desired.add(object);
        case Item.Obstacle(NodeOutcome outcome) -> {
          return withKnown(outcome, identities(node, template, items));
        }
      }
    }
    return new NodeOutcome.Rendered(desired, readiness(desired));
  }

  private static NodeOutcome withKnown(NodeOutcome outcome, List<ObjectReference> known) {
    return switch (outcome) {
      case NodeOutcome.Waiting waiting ->
          new NodeOutcome.Waiting(waiting.reason(), waiting.message(), waiting.on(), known);
      case NodeOutcome.Failed failed ->
          new NodeOutcome.Failed(failed.reason(), failed.message(), known);
      default -> outcome;
    };
  }

  /** One object of a node, or what stands in its way. */
  private sealed interface Item {
    record Wanted(DesiredObject object) implements Item {}

    record Obstacle(NodeOutcome outcome) implements Item {}

    static Item waiting(Reason reason, String message) {
      return new Obstacle(new NodeOutcome.Waiting(reason, message, List.of(), List.of()));
    }

    static Item failed(Reason reason, String message) {
      return new Obstacle(new NodeOutcome.Failed(reason, message, List.of()));
    }
  }

  private Item object(
      Node node, Template.Fields template, Bindings bindings, Optional<Place> place) {
    return switch (Renderer.render(template, bindings, budget)) {
      case Rendering.Pending(String message) -> Item.waiting(Reason.EXPRESSION_PENDING, message);
      case Rendering.Failed(Reason reason, String message) -> Item.failed(reason, message);
      case Rendering.Value(@Nullable Object value) -> object(node, JsonTree.mapAt(value), place);
    };
  }

  private Item object(Node node, Map<String, @Nullable Object> tree, Optional<Place> place) {
    String name = JsonTree.textAt(tree, "metadata", "name");
    if (name.isEmpty()) {
      return Item.failed(
          Reason.EXPRESSION_FAILED,
          node.common().path() + ".template.metadata.name came out empty or not as text");
    }
    return switch (namespace(node, JsonTree.textAt(tree, "metadata", "namespace"))) {
      case Placement.In(String namespace) -> desired(node, placed(tree, namespace), place);
      case Placement.Nowhere(Item obstacle) -> obstacle;
    };
  }

  /** Where an object lives. */
  private sealed interface Placement {
    record In(String namespace) implements Placement {}

    record Nowhere(Item obstacle) implements Placement {}
  }

  private Placement namespace(Node node, String rendered) {
    return switch (snapshot.kind(node.type())) {
      case NAMESPACED -> {
        String namespace = rendered.isEmpty() ? snapshot.instance().namespace() : rendered;
        yield namespace.isEmpty()
            ? new Placement.Nowhere(
                Item.failed(
                    Reason.NAMESPACE_MISSING,
                    node.common().path()
                        + ".template needs metadata.namespace: "
                        + node.type().kind()
                        + " lives in a namespace and the instance does not"))
            : new Placement.In(namespace);
      }
      case CLUSTER_SCOPED ->
          rendered.isEmpty()
              ? new Placement.In("")
              : new Placement.Nowhere(
                  Item.failed(
                      Reason.APPLY_INVALID,
                      node.common().path()
                          + ".template sets metadata.namespace, but "
                          + node.type().kind()
                          + " has none"));
      case MISSING ->
          new Placement.Nowhere(
              Item.waiting(Reason.KIND_MISSING, "the cluster has no kind " + node.type()));
      case UNKNOWN ->
          new Placement.Nowhere(
              Item.waiting(
                  Reason.KIND_MISSING,
                  "the cluster has not said yet whether it has the kind " + node.type()));
    };
  }

  private static Map<String, @Nullable Object> placed(
      Map<String, @Nullable Object> tree, String namespace) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(JsonTree.mapAt(tree, "metadata"));
    if (!namespace.isEmpty()) {
      metadata.put("namespace", namespace);
    }
    Map<String, @Nullable Object> placed = new LinkedHashMap<>(tree);
    placed.put("metadata", Collections.unmodifiableMap(metadata));
    return Collections.unmodifiableMap(placed);
  }

  private Membership member(Node node, Optional<Place> place) {
    int layer = layers.getOrDefault(node.id(), 1);
    return new Membership(snapshot.instance(), graph.name(), node.id(), layer, place);
  }

  private Item desired(Node node, Map<String, @Nullable Object> tree, Optional<Place> place) {
    Manifest manifest = Manifest.of(tree, member(node, place), marking);
    ObjectReference reference = manifest.object().reference();
    String other = taken.putIfAbsent(reference.ofAnyVersion(), node.id());
    if (other != null) {
      return Item.failed(Reason.NAME_COLLISION, words.collision(node.id(), reference, other));
    }
    Optional<KubeObject> live = Optional.ofNullable(snapshot.objects().get(reference));
    boolean current = live.isPresent() && isCurrent(manifest, live.get());
    return new Item.Wanted(new DesiredObject(manifest.object(), manifest.digest(), live, current));
  }

  /**
   * Whether the live object carries the configuration: it says so itself, or we know from the last
   * apply, and no field of it was taken from us since. What the server recorded as ours right after
   * the apply counts as complete, for kinds that drop fields.
   */
  private boolean isCurrent(Manifest manifest, KubeObject live) {
    Map<String, @Nullable Object> owned =
        FieldOwnership.ownedFields(live, marking.tracking().manager());
    Snapshot.Applied applied = snapshot.applied().get(manifest.object().reference());
    boolean asLeft =
        applied != null
            && applied.digest().equals(manifest.digest())
            && applied.ownedFields().equals(owned);
    return asLeft
        || (manifest.digest().equals(live.annotations().get(marking.digest()))
            && ownership.covers(owned, manifest.object().tree()));
  }

  private Readiness readiness(List<DesiredObject> desired) {
    for (DesiredObject object : desired) {
      Snapshot.Refusal refusal = snapshot.refusals().get(object.reference());
      if (refusal != null && !object.current() && refusal.digest().equals(object.digest())) {
        return refused(refusal, object.reference() + ": " + refusal.message());
      }
    }
    for (DesiredObject object : desired) {
      Optional<KubeObject> live = object.observed();
      if (live.isEmpty()) {
        return new Readiness.NotReady(Reason.NOT_READY, object.reference() + " does not exist yet");
      }
      if (live.get().isTerminating()) {
        return new Readiness.NotReady(
            Reason.OBJECT_TERMINATING,
            object.reference() + " is being deleted and will be created again");
      }
      if (!object.current()) {
        return new Readiness.NotReady(
            Reason.NOT_READY, object.reference() + " is about to be applied");
      }
    }
    return Readiness.READY;
  }

  /** What passes by itself is waited for; whatever else was refused needs somebody. */
  private static Readiness refused(Snapshot.Refusal refusal, String message) {
    return switch (refusal.reason()) {
      case APPLY_UNAVAILABLE, OBJECT_TERMINATING ->
          new Readiness.NotReady(refusal.reason(), message);
      default -> new Readiness.Broken(refusal.reason(), message);
    };
  }

  /** The bindings of every item of a collection, or why they are not known. */
  private sealed interface Combinations {
    record All(List<Bindings> items) implements Combinations {}

    record None(NodeOutcome outcome) implements Combinations {}
  }

  private Combinations combinations(CollectionNode node, Bindings bindings) {
    List<Bindings> items = List.of(bindings);
    for (Node.Dimension dimension : node.dimensions()) {
      switch (dimension.list().compiled().evaluate(bindings, budget.part())) {
        case Evaluated.Value(List<?> elements) -> {
          if ((long) items.size() * elements.size() > maxItems) {
            return tooMany(node, (long) items.size() * elements.size());
          }
          items =
              items.stream()
                  .flatMap(
                      item ->
                          elements.stream()
                              .map(element -> item.with(dimension.iterator(), element)))
                  .toList();
        }
        case Evaluated.Pending pending -> {
          return new Combinations.None(
              new NodeOutcome.Waiting(
                  Reason.EXPRESSION_PENDING,
                  "waiting for " + pending.missing(),
                  List.of(),
                  List.of()));
        }
        case Evaluated.Failed failed -> {
          return failed(Evaluation.reasonOf(failed), dimension, failed.message());
        }
        case Evaluated.Value _, Evaluated.Omitted _ -> {
          return failed(Reason.EXPRESSION_FAILED, dimension, "is not a list");
        }
      }
    }
    return new Combinations.All(items);
  }

  private static Combinations failed(Reason reason, Node.Dimension dimension, String message) {
    return new Combinations.None(
        new NodeOutcome.Failed(
            reason,
            dimension.list().path() + ": " + dimension.list().text() + " " + message,
            List.of()));
  }

  private Combinations tooMany(Node node, long count) {
    return new Combinations.None(
        new NodeOutcome.Failed(
            Reason.TOO_MANY_ITEMS, words.tooManyItems(node.id(), count, maxItems), List.of()));
  }
}
