package run.trellis.operate;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import run.trellis.api.Condition;
import run.trellis.api.Condition.Status;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;
import run.trellis.api.Position;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;
import run.trellis.cluster.WatchRegistry.WatchState;
import run.trellis.cluster.WatchTarget;
import run.trellis.reconcile.GraphView;
import run.trellis.reconcile.InstanceView;
import run.trellis.reconcile.LoopView;
import run.trellis.reconcile.graph.InstanceCounts;

/** A controller that stands still, made by hand. */
record FixedModel(
    List<GraphView> graphs, Map<String, List<InstanceView>> instancesByGraph, LoopView loop)
    implements ReadModel {

  static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");

  static final GroupVersionKind SHOP = GroupVersionKind.of("apps.example.com/v1", "Shop");

  static final WatchTarget DEPLOYMENTS =
      WatchTarget.labelled(GroupVersionKind.of("apps/v1", "Deployment"), "trellis.run/owned=true");

  static FixedModel of(GraphView... graphs) {
    return new FixedModel(List.of(graphs), Map.of(), turning());
  }

  FixedModel with(LoopView other) {
    return new FixedModel(graphs, instancesByGraph, other);
  }

  FixedModel with(String graph, InstanceView... instances) {
    return new FixedModel(graphs, Map.of(graph, List.of(instances)), loop);
  }

  /** A loop with nothing to do that has just turned. */
  static LoopView turning(WatchState... watches) {
    return new LoopView(true, NOW, 0, 0, 0, Optional.empty(), true, List.of(watches));
  }

  static WatchState watch(boolean synced, int silentSeconds, String problem) {
    return new WatchState(DEPLOYMENTS, synced, NOW.minusSeconds(silentSeconds), 7, problem);
  }

  /** A graph of a deployment whose service may be left out. */
  static GraphView shops() {
    return new GraphView(
        "shops",
        "uid-1",
        3,
        OptionalLong.of(3),
        Optional.of("shops-r00002"),
        Optional.of(SHOP),
        List.of(condition("Ready", Status.TRUE, "AllReady", "instances are served")),
        List.of(),
        List.of(
            node("deployment", "Managed", "apps/v1", "Deployment", List.of(), Set.of()),
            node("service", "Managed", "v1", "Service", List.of("deployment"), Set.of()),
            node(
                "notes",
                "Managed",
                "v1",
                "ConfigMap",
                List.of("service", "deployment"),
                Set.of("service"))),
        new InstanceCounts(3, 1, 1),
        Optional.of(NOW.minusSeconds(5)));
  }

  /** A graph whose first definition is not sound. */
  static GraphView broken() {
    return new GraphView(
        "broken",
        "uid-2",
        1,
        OptionalLong.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(condition("Ready", Status.FALSE, "UnknownName", "no such node")),
        List.of(
            new Problem(
                ProblemCode.INVALID_YAML,
                "spec.resources[0].id",
                Optional.empty(),
                Optional.of(new Position(9, 5)),
                Span.NONE,
                "no such node",
                "did you mean \"db\"?")),
        List.of(),
        new InstanceCounts(0, 0, 0),
        Optional.of(NOW.minusSeconds(9)));
  }

  static InstanceView shop(String namespace, String name) {
    return new InstanceView(
        new ObjectReference(SHOP, namespace, name),
        "uid-" + name,
        2,
        false,
        List.of(condition("Ready", Status.FALSE, "NotReady", "deployment is not rolled out")),
        "shops-r00002",
        List.of(
            new InstanceView.NodeState(
                "deployment",
                "Applied",
                "NotReady",
                "1 of 2 replicas are available",
                "2026-01-01T11:59:00Z",
                List.of(),
                List.of(
                    new InventoryEntry(
                        "deployment",
                        new ObjectReference(DEPLOYMENTS.type(), namespace, name),
                        "uid-d")))));
  }

  static Condition condition(String type, Status status, String reason, String message) {
    return new Condition(type, status, reason, message, 3, NOW);
  }

  private static GraphView.NodeView node(
      String id,
      String sort,
      String apiVersion,
      String kind,
      List<String> dependsOn,
      Set<String> soft) {
    return new GraphView.NodeView(id, sort, GroupVersionKind.of(apiVersion, kind), dependsOn, soft);
  }

  @Override
  public Optional<GraphView> graph(String name) {
    return graphs.stream().filter(graph -> graph.name().equals(name)).findFirst();
  }

  @Override
  public List<InstanceView> instances(String graph) {
    return instancesByGraph.getOrDefault(graph, List.of());
  }

  @Override
  public Optional<InstanceView> instance(String graph, String namespace, String name) {
    return instances(graph).stream()
        .filter(view -> view.reference().namespace().equals(namespace))
        .filter(view -> view.reference().name().equals(name))
        .findFirst();
  }
}
