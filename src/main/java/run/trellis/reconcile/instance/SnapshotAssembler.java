package run.trellis.reconcile.instance;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.ObjectCache;
import run.trellis.graph.Node;
import run.trellis.resolve.Snapshot;
import run.trellis.resolve.Snapshot.KindState;
import run.trellis.resolve.Snapshot.Query;
import run.trellis.resolve.Snapshot.QueryResult;

/** Puts together what the caches know. Makes no request. */
final class SnapshotAssembler {

  private SnapshotAssembler() {}

  /**
   * Whether enough is known for a pass. Before a cache has listed, an object that exists looks like
   * one that does not. A kind that cannot be watched at all holds up nobody else.
   */
  static boolean isInformed(Pass pass) {
    return types(pass).stream()
            .map(pass.watches()::owned)
            .allMatch(cache -> cache.isSynced() || cache.unavailable().isPresent())
        && hasAnswers(pass);
  }

  /** Whether something is known of everything the instance asks. */
  static boolean hasAnswers(Pass pass) {
    ReferenceWatches references = pass.watches().references();
    return references.askedBy(pass.key()).stream()
        .allMatch(query -> references.result(query).isPresent());
  }

  /**
   * Whether what speaks against an object of a node is up to date: the instance, what the node
   * reads, and its own kind. Of a kind that is not served, nothing can be out of date.
   */
  static boolean isFresh(Pass pass, String id) {
    Set<String> relied = new HashSet<>(pass.graph().upstreamOf(id));
    relied.add(id);
    return pass.subject().isFresh()
        && pass.graph().nodes().stream()
            .filter(node -> relied.contains(node.id()))
            .allMatch(node -> isFresh(pass, node));
  }

  private static boolean isFresh(Pass pass, Node node) {
    if (!node.isManaged()) {
      return pass.watches().references().isFresh(pass.key(), node.type());
    }
    ObjectCache cache = pass.watches().owned(node.type());
    return cache.isFresh()
        || cache.unavailable().filter(why -> why.reason() == Reason.KIND_MISSING).isPresent();
  }

  static Snapshot assemble(Pass pass) {
    Inventory inventory = pass.inventory();
    return new Snapshot(
        pass.subject().object(),
        objects(pass),
        pass.memory().applied(),
        pass.memory().refusals().current(),
        references(pass),
        kinds(pass),
        inventory.entries());
  }

  /** Kinds that the instance has objects of, or wants to. */
  private static Set<GroupVersionKind> types(Pass pass) {
    Set<GroupVersionKind> types = new HashSet<>(pass.inventory().types());
    pass.graph().nodes().stream().filter(Node::isManaged).map(Node::type).forEach(types::add);
    return types;
  }

  static Map<ObjectReference, KubeObject> objects(Pass pass) {
    Map<ObjectReference, KubeObject> objects = new HashMap<>();
    for (GroupVersionKind type : types(pass)) {
      ObjectCache cache = pass.watches().owned(type);
      cache
          .ofInstance(pass.subject().uid())
          .forEach(object -> objects.put(object.reference(), object));
    }
    return objects;
  }

  private static Map<Query, QueryResult> references(Pass pass) {
    ReferenceWatches references = pass.watches().references();
    Map<Query, QueryResult> results = new HashMap<>();
    references
        .askedBy(pass.key())
        .forEach(query -> references.result(query).ifPresent(result -> results.put(query, result)));
    return results;
  }

  private static Map<GroupVersionKind, KindState> kinds(Pass pass) {
    Map<GroupVersionKind, KindState> kinds = new HashMap<>();
    for (Node node : pass.graph().nodes()) {
      kinds.computeIfAbsent(node.type(), type -> state(pass.watches().kinds().find(type)));
    }
    return kinds;
  }

  private static KindState state(KindDirectory.Lookup lookup) {
    return switch (lookup) {
      case KindDirectory.Lookup.Served(var _, boolean namespaced) ->
          namespaced ? KindState.NAMESPACED : KindState.CLUSTER_SCOPED;
      case KindDirectory.Lookup.Missing _ -> KindState.MISSING;
      case KindDirectory.Lookup.Unavailable _ -> KindState.UNKNOWN;
    };
  }
}
