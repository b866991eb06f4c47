package run.trellis.reconcile;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import run.trellis.api.Condition;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.Problem;
import run.trellis.reconcile.graph.InstanceCounts;

/**
 * A graph as it is at this moment.
 *
 * @param generation generation of its definition
 * @param servingGeneration generation of the definition that serves; empty if none does
 * @param revision name of the revision that keeps that definition; empty if none does
 * @param kind kind of its instances; empty for a graph that is its own instance
 * @param conditions as its status has them
 * @param problems all that is wrong with its newest definition
 * @param nodes nodes of the definition that serves, in topological order
 * @param lastPass when a pass over it or an instance of it last ended
 */
public record GraphView(
    String name,
    String uid,
    long generation,
    OptionalLong servingGeneration,
    Optional<String> revision,
    Optional<GroupVersionKind> kind,
    List<Condition> conditions,
    List<Problem> problems,
    List<NodeView> nodes,
    InstanceCounts instances,
    Optional<Instant> lastPass) {

  public GraphView {
    conditions = List.copyOf(conditions);
    problems = List.copyOf(problems);
    nodes = List.copyOf(nodes);
  }

  /**
   * A node.
   *
   * @param sort {@code Managed}, {@code Collection}, {@code Reference} or {@code Selection}
   * @param kind kind of its objects
   * @param dependsOn ids of the nodes that it reads
   * @param soft those of them that may be skipped without taking this node along
   */
  public record NodeView(
      String id, String sort, GroupVersionKind kind, List<String> dependsOn, Set<String> soft) {
    public NodeView {
      dependsOn = List.copyOf(dependsOn);
      soft = Set.copyOf(soft);
    }
  }
}
