package run.trellis.graph;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 */
public record CompiledGraph(
    GraphDefinition definition,
    Optional<GeneratedApi> api,
    List<Node> nodes,
    Template.Fields status) {

  public CompiledGraph {
    nodes = List.copyOf(nodes);
  }

  public String name() {
    return definition.name();
  }

  /** Nodes by id, in topological order. */
  public Map<String, Node> nodesById() {
    Map<String, Node> byId = new LinkedHashMap<>();
    nodes.forEach(node -> byId.put(node.id(), node));
    return byId;
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
