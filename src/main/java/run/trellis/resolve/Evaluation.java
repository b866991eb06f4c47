package run.trellis.resolve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.LocatedExpression;
import run.trellis.graph.Node;
import run.trellis.graph.Node.CollectionNode;
import run.trellis.graph.Node.ManagedNode;
import run.trellis.graph.Node.ReferenceNode;
import run.trellis.graph.Node.SelectionNode;
import run.trellis.resolve.NodeOutcome.Readiness;

/** One resolution under way: goes through the nodes in order and remembers what each came to. */
final class Evaluation {

  private final CompiledGraph graph;
  private final Snapshot snapshot;
  private final Budget budget = new Budget(Budget.Limits.PASS);
  private final ManagedObjects managed;
  private final References references;
  private final SequencedMap<String, NodeOutcome> outcomes = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> values = new HashMap<>();
  private final Set<Snapshot.Query> queries = new LinkedHashSet<>();

  Evaluation(CompiledGraph graph, Snapshot snapshot, FieldOwnership ownership, int maxItems) {
    this.graph = graph;
    this.snapshot = snapshot;
    this.managed = new ManagedObjects(graph, snapshot, ownership, budget, maxItems);
    this.references = new References(snapshot, budget);
    values.put("schema", schemaOf(snapshot.instance()));
  }

  Resolution run() {
    for (Node node : graph.nodes()) {
      NodeOutcome outcome = outcomeOf(node);
      outcomes.put(node.id(), outcome);
      bind(node, outcome);
    }
    Bindings known = bindings();
    StatusProjection projection = StatusProjection.of(graph.status(), known, budget);
    Pruning.Verdict pruning = Pruning.of(graph, outcomes, snapshot.inventory());
    return new Resolution(
        outcomes,
        projection.status(),
        projection.failures(),
        known,
        queries,
        pruning.prunable(),
        pruning.kept());
  }

  /** The instance as expressions see it: without the status that is made from them. */
  private static Map<String, @Nullable Object> schemaOf(KubeObject instance) {
    Map<String, @Nullable Object> schema = new LinkedHashMap<>(instance.tree());
    schema.remove("status");
    schema.putIfAbsent("spec", Map.of());
    return JsonTree.copyOfMap(schema);
  }

  private NodeOutcome outcomeOf(Node node) {
    Optional<NodeOutcome> excluded = excluded(node);
    if (excluded.isPresent()) {
      return excluded.get();
    }
    List<String> unready =
        node.common().dependencies().stream().filter(id -> !isSettled(id)).toList();
    if (!unready.isEmpty()) {
      String message = "waits for " + String.join(", ", unready);
      return new NodeOutcome.Waiting(
          Reason.DEPENDENCY_NOT_READY, message, unready, knownObjects(node));
    }
    return switch (node) {
      case ManagedNode single -> ready(node, managed.render(single, bindings()));
      case CollectionNode collection -> ready(node, managed.render(collection, bindings()));
      case ReferenceNode reference -> ready(node, observe(references.query(reference, bindings())));
      case SelectionNode selection -> ready(node, observe(references.query(selection, bindings())));
    };
  }

  private Bindings bindings() {
    return new Bindings(values);
  }

  /** A skipped node is settled, too: whoever cannot do without it was skipped along with it. */
  private boolean isSettled(String id) {
    NodeOutcome outcome = outcomes.get(id);
    return outcome != null && (outcome.isReady() || outcome instanceof NodeOutcome.Skipped);
  }

  private boolean isSkipped(String id) {
    return outcomes.get(id) instanceof NodeOutcome.Skipped;
  }

  /**
   * Whether the node is left out, or whether that cannot be told. A condition is evaluated as soon
   * as what it reads itself is settled, so that a node known to be left out does not wait for
   * others.
   */
  private Optional<NodeOutcome> excluded(Node node) {
    for (String dependency : node.common().dependencies()) {
      if (isSkipped(dependency) && !node.common().soft().contains(dependency)) {
        return Optional.of(new NodeOutcome.Skipped("skipped because " + dependency + " is"));
      }
    }
    for (LocatedExpression condition : node.common().includeWhen()) {
      if (condition.nodes().stream().allMatch(this::isSettled)) {
        Optional<NodeOutcome> outcome = excludedBy(condition);
        if (outcome.isPresent()) {
          return outcome;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<NodeOutcome> excludedBy(LocatedExpression condition) {
    return switch (condition.compiled().evaluate(bindings(), budget.part())) {
      case Evaluated.Value(Boolean include) ->
          include
              ? Optional.empty()
              : Optional.of(
                  new NodeOutcome.Skipped("skipped because " + condition.text() + " is false"));
      case Evaluated.Pending pending ->
          Optional.of(
              new NodeOutcome.Waiting(
                  Reason.EXPRESSION_PENDING,
                  "waiting for " + pending.missing(),
                  List.of(),
                  List.of()));
      case Evaluated.Failed failed ->
          Optional.of(
              new NodeOutcome.Failed(
                  reasonOf(failed),
                  condition.path() + ": " + condition.text() + ": " + failed.message(),
                  List.of()));
      case Evaluated.Value _, Evaluated.Omitted _ ->
          Optional.of(
              new NodeOutcome.Failed(
                  Reason.EXPRESSION_FAILED,
                  condition.path() + ": " + condition.text() + " is not a boolean",
                  List.of()));
    };
  }

  static Reason reasonOf(Evaluated.Failed failed) {
    return failed.code() == Evaluated.Code.BUDGET_EXCEEDED
        ? Reason.BUDGET_EXCEEDED
        : Reason.EXPRESSION_FAILED;
  }

  /** Objects a waiting node will want for sure, as far as their names do not wait, too. */
  private List<ObjectReference> knownObjects(Node node) {
    boolean included =
        node.common().includeWhen().stream()
            .allMatch(condition -> condition.nodes().stream().allMatch(this::isSettled));
    return included ? managed.identities(node, bindings()) : List.of();
  }

  private NodeOutcome observe(References.Lookup lookup) {
    return switch (lookup) {
      case References.Lookup.Unresolved(NodeOutcome outcome) -> outcome;
      case References.Lookup.Resolved(Snapshot.Query query) -> {
        queries.add(query);
        yield references.outcomeOf(query);
      }
    };
  }

  /** Applies the node's own conditions to what is there and would be ready otherwise. */
  private NodeOutcome ready(Node node, NodeOutcome outcome) {
    return switch (outcome) {
      case NodeOutcome.Rendered(List<DesiredObject> objects, Readiness.Ready _) -> {
        List<KubeObject> live =
            objects.stream().flatMap(object -> object.observed().stream()).toList();
        yield new NodeOutcome.Rendered(objects, readinessOf(node, live));
      }
      case NodeOutcome.Observed(List<KubeObject> live, Readiness.Ready _) ->
          new NodeOutcome.Observed(live, readinessOf(node, live));
      default -> outcome;
    };
  }

  private Readiness readinessOf(Node node, List<KubeObject> live) {
    return switch (node.common().readiness()) {
      case Node.ReadyRule.Standard _ ->
          node instanceof SelectionNode ? Readiness.READY : standard(live);
      case Node.ReadyRule.Conditions(List<LocatedExpression> conditions) ->
          ReadyConditions.evaluate(node, conditions, live, bindings(), budget);
    };
  }

  private static Readiness standard(List<KubeObject> live) {
    return live.stream()
        .map(StandardReadiness::of)
        .filter(readiness -> !(readiness instanceof Readiness.Ready))
        .findFirst()
        .orElse(Readiness.READY);
  }

  /**
   * Makes a node readable for the nodes after it and for the status: what of it is there, ready or
   * not.
   */
  private void bind(Node node, NodeOutcome outcome) {
    switch (outcome) {
      case NodeOutcome.Skipped _ -> values.put(node.id(), null);
      case NodeOutcome.Rendered(List<DesiredObject> objects, var _) ->
          bind(node, objects.stream().flatMap(object -> object.observed().stream()).toList());
      case NodeOutcome.Observed(List<KubeObject> objects, var _) -> bind(node, objects);
      case NodeOutcome.Waiting(var _, var _, var _, List<ObjectReference> known) ->
          bindKnown(node, known);
      case NodeOutcome.Failed(var _, var _, List<ObjectReference> known) -> bindKnown(node, known);
    }
  }

  /** A list of which nothing is known is not an empty one: whoever reads it has to wait. */
  private void bindKnown(Node node, List<ObjectReference> known) {
    if (!node.isList() || !known.isEmpty()) {
      bind(node, lastKnown(known));
    }
  }

  private List<KubeObject> lastKnown(List<ObjectReference> known) {
    List<KubeObject> live = new ArrayList<>();
    known.forEach(
        reference -> Optional.ofNullable(snapshot.objects().get(reference)).ifPresent(live::add));
    return live;
  }

  private void bind(Node node, List<KubeObject> live) {
    if (node.isList()) {
      values.put(node.id(), live.stream().map(KubeObject::tree).toList());
    } else if (!live.isEmpty()) {
      values.put(node.id(), live.getFirst().tree());
    }
  }
}
