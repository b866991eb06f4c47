package run.trellis.graph;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.trellis.api.Dialect;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;

/**
 * A definition ready to run: parsed, checked, ordered. Immutable.
 *
 * @param definition what it was compiled from
 * @param api the API it generates, if any
 * @param nodes all nodes, each after those it depends on
 * @param status the author's status fields, whose leaves are expressions
 * @param conditions conditions of the author's own; with any, instances have these and not the
 *     engine's
 */
public record CompiledGraph(
    GraphDefinition definition,
    Optional<GeneratedApi> api,
    List<Node> nodes,
    Template.Fields status,
    List<OwnCondition> conditions) {

  public CompiledGraph {
    nodes = List.copyOf(nodes);
    conditions = List.copyOf(conditions);
  }

  public String name() {
    return definition.name();
  }

  /** What the definition was written in. */
  public Dialect dialect() {
    return definition.dialect();
  }

  /**
   * How deep dependents stack: a node that nothing depends on is in the highest layer, and every
   * other below all that depend on it. The lowest is 1. Objects go away from the highest down.
   */
  public Map<String, Integer> layers() {
    Map<String, Integer> height = new HashMap<>();
    for (Node node : nodes.reversed()) {
      int below = height.getOrDefault(node.id(), 0) + 1;
      height.putIfAbsent(node.id(), 0);
      node.common().dependencies().forEach(id -> height.merge(id, below, Math::max));
    }
    int highest = height.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    height.replaceAll((id, own) -> highest - own + 1);
    return Map.copyOf(height);
  }

  /** Whether any node is of a kind of an API group. */
  public boolean namesGroup(String group) {
    return nodes.stream().anyMatch(node -> node.type().group().equals(group));
  }

  /** Nodes by id, in topological order. */
  public Map<String, Node> nodesById() {
    Map<String, Node> byId = new LinkedHashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    return byId;
  }

  /** All nodes that a node reads, directly or through others; nothing for one it has not. */
  public Set<String> upstreamOf(String id) {
    Map<String, Node> byId = nodesById();
    Set<String> upstream = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(id));
    for (String next = open.poll(); next != null; next = open.poll()) {
      Node node = byId.get(next);
      if (node != null) {
        node.common().dependencies().stream().filter(upstream::add).forEach(open::add);
      }
    }
    return upstream;
  }

  /**
   * The API that a graph generates.
   *
   * @param type group, version and kind of its instances
   * @param plural plural name of its resource
   * @param namespaced whether its instances live in namespaces
   * @param crd the custom resource definition to apply
   */
  public record GeneratedApi(
      GroupVersionKind type, String plural, boolean namespaced, KubeObject crd) {}
}
