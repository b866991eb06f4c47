package run.trellis.operate;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Position;
import run.trellis.api.Problem;
import run.trellis.reconcile.GraphView;

/**
 * A graph, whole.
 *
 * @param order ids of the nodes, each after those that it reads
 * @param edges which node's values go into which other, in the order of the nodes
 * @param lastPass when a pass over it or one of its instances last ended; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record GraphDetail(
    @JsonUnwrapped GraphSummary summary,
    List<ConditionView> conditions,
    List<ProblemView> problems,
    List<String> order,
    List<NodeView> nodes,
    List<Edge> edges,
    @Nullable Instant lastPass) {

  static GraphDetail of(GraphView graph) {
    return new GraphDetail(
        GraphSummary.of(graph),
        ConditionView.all(graph.conditions()),
        graph.problems().stream().sorted(Problem.BY_PLACE).map(ProblemView::of).toList(),
        graph.nodes().stream().map(GraphView.NodeView::id).toList(),
        graph.nodes().stream().map(NodeView::of).toList(),
        graph.nodes().stream()
            .flatMap(node -> node.dependsOn().stream().sorted().map(from -> Edge.of(from, node)))
            .toList(),
        graph.lastPass().orElse(null));
  }

  /**
   * A node.
   *
   * @param sort {@code Managed}, {@code Collection}, {@code Reference} or {@code Selection}
   */
  record NodeView(String id, String sort, String apiVersion, String kind) {
    static NodeView of(GraphView.NodeView node) {
      return new NodeView(node.id(), node.sort(), node.kind().apiVersion(), node.kind().kind());
    }
  }

  /**
   * An edge, in the direction in which values go.
   *
   * @param soft whether {@code to} goes on without {@code from} where that is skipped
   */
  record Edge(String from, String to, boolean soft) {
    static Edge of(String from, GraphView.NodeView to) {
      return new Edge(from, to.id(), to.soft().contains(from));
    }
  }

  /**
   * Something that is wrong with the newest definition.
   *
   * @param path where in the definition
   * @param line line within the text of the field at the path, counted from 1; absent if the
   *     problem is about the field as a whole
   * @param column column in characters on that line, counted from 1; absent with the line
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ProblemView(
      String code,
      String path,
      @Nullable Integer line,
      @Nullable Integer column,
      String message,
      @Nullable String hint) {
    static ProblemView of(Problem problem) {
      return new ProblemView(
          problem.code().code(),
          problem.path(),
          problem.inField().map(Position::line).orElse(null),
          problem.inField().map(Position::column).orElse(null),
          problem.message(),
          problem.hint().isEmpty() ? null : problem.hint());
    }
  }
}
