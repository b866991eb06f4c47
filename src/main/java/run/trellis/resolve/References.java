package run.trellis.resolve;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;
import run.trellis.graph.Node.ReferenceNode;
import run.trellis.graph.Node.SelectionNode;
import run.trellis.graph.Template;
import run.trellis.resolve.NodeOutcome.Readiness;
import run.trellis.resolve.Snapshot.KindState;
import run.trellis.resolve.Snapshot.Query;
import run.trellis.resolve.Snapshot.QueryResult;

/** Objects that a graph only reads. */
final class References {

  private final Snapshot snapshot;
  private final Budget budget;

  References(Snapshot snapshot, Budget budget) {
    this.snapshot = snapshot;
    this.budget = budget;
  }

  /** What a node asks for, or why that cannot be told. */
  sealed interface Lookup {
    record Resolved(Query query) implements Lookup {}

    record Unresolved(NodeOutcome outcome) implements Lookup {}
  }

  Lookup query(ReferenceNode node, Bindings bindings) {
    return switch (render(Map.of("name", node.name(), "namespace", node.namespace()), bindings)) {
      case Rendering.Value(@Nullable Object value) -> byName(node, value);
      case Rendering.Pending(String message) -> pending(message);
      case Rendering.Failed(Reason reason, String message) -> failed(reason, message);
    };
  }

  private Lookup byName(ReferenceNode node, @Nullable Object value) {
    String name = JsonTree.textAt(value, "name");
    if (name.isEmpty()) {
      return failed(
          Reason.EXPRESSION_FAILED,
          node.common().path() + ".externalRef.metadata.name came out empty");
    }
    return switch (snapshot.kind(node.type())) {
      case CLUSTER_SCOPED ->
          new Lookup.Resolved(new Query.ByName(new ObjectReference(node.type(), "", name)));
      case NAMESPACED -> inNamespace(node, namespace(value), name);
      case MISSING -> failedKind(node.type().toString());
      case UNKNOWN -> unknownKind(node.type().toString());
    };
  }

  /** Without a namespace, the objects of that name in all namespaces would be looked up. */
  private static Lookup inNamespace(ReferenceNode node, String namespace, String name) {
    return namespace.isEmpty()
        ? failed(
            Reason.NAMESPACE_MISSING,
            node.common().path()
                + ".externalRef needs metadata.namespace: "
                + node.type().kind()
                + " lives in a namespace and the instance does not")
        : new Lookup.Resolved(new Query.ByName(new ObjectReference(node.type(), namespace, name)));
  }

  private String namespace(@Nullable Object value) {
    String namespace = JsonTree.textAt(value, "namespace");
    return namespace.isEmpty() ? snapshot.instance().namespace() : namespace;
  }

  Lookup query(SelectionNode node, Bindings bindings) {
    if (snapshot.kind(node.type()) == KindState.MISSING) {
      return failedKind(node.type().toString());
    }
    return switch (render(
        Map.of("selector", node.selector(), "namespace", node.namespace()), bindings)) {
      case Rendering.Value(@Nullable Object value) -> bySelector(node, value);
      case Rendering.Pending(String message) -> pending(message);
      case Rendering.Failed(Reason reason, String message) -> failed(reason, message);
    };
  }

  private Lookup bySelector(SelectionNode node, @Nullable Object value) {
    try {
      String selector = LabelSelector.text(JsonTree.at(value, "selector"));
      return new Lookup.Resolved(
          new Query.BySelector(node.type(), JsonTree.textAt(value, "namespace"), selector));
    } catch (IllegalArgumentException wrong) {
      return failed(
          Reason.EXPRESSION_FAILED,
          node.common().path() + ".externalRef.metadata.selector: " + wrong.getMessage());
    }
  }

  private Rendering render(Map<String, Template> fields, Bindings bindings) {
    return Renderer.render(new Template.Fields(fields), bindings, budget);
  }

  /** What the snapshot knows of the objects a query asks for. */
  NodeOutcome outcomeOf(Query query) {
    QueryResult result = snapshot.references().get(query);
    return switch (result) {
      case QueryResult.Found(List<KubeObject> objects) ->
          query instanceof Query.ByName(ObjectReference wanted) && objects.isEmpty()
              ? notReady(Reason.REFERENCE_MISSING, describe(wanted) + " does not exist")
              : new NodeOutcome.Observed(objects, Readiness.READY);
      case QueryResult.Unavailable(Reason reason, String message) -> unknown(reason, message);
      case null -> unknown(Reason.NOT_READY, query.type().kind() + " has not been looked up yet");
    };
  }

  /** Not seeing any objects is not the same as seeing that there are none. */
  private static NodeOutcome unknown(Reason reason, String message) {
    return new NodeOutcome.Waiting(reason, message, List.of(), List.of());
  }

  private static String describe(ObjectReference reference) {
    return reference.type().kind()
        + " "
        + reference.name()
        + (reference.isClusterScoped() ? "" : " in " + reference.namespace());
  }

  private static NodeOutcome notReady(Reason reason, String message) {
    return new NodeOutcome.Observed(List.of(), new Readiness.NotReady(reason, message));
  }

  private static Lookup pending(String message) {
    return new Lookup.Unresolved(
        new NodeOutcome.Waiting(Reason.EXPRESSION_PENDING, message, List.of(), List.of()));
  }

  private static Lookup failed(Reason reason, String message) {
    return new Lookup.Unresolved(new NodeOutcome.Failed(reason, message, List.of()));
  }

  private static Lookup failedKind(String kind) {
    return new Lookup.Unresolved(
        new NodeOutcome.Waiting(
            Reason.KIND_MISSING, "the cluster has no kind " + kind, List.of(), List.of()));
  }

  private static Lookup unknownKind(String kind) {
    return new Lookup.Unresolved(
        new NodeOutcome.Waiting(
            Reason.KIND_MISSING,
            "the cluster has not said yet whether it has the kind " + kind,
            List.of(),
            List.of()));
  }
}
