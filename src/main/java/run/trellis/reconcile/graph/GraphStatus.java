package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import run.trellis.api.Condition.Status;
import run.trellis.api.GraphFacts;
import run.trellis.api.GraphFacts.ApiState;
import run.trellis.api.GraphFacts.NodeFacts;
import run.trellis.api.Problem;
import run.trellis.api.Stated;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;

/** What is known of a graph, for its dialect to tell. */
final class GraphStatus {

  private GraphStatus() {}

  /** What is known after a pass over the definition. */
  static GraphFacts facts(GraphRuntime runtime, Standing standing, Map<String, Object> instances) {
    return facts(
        runtime,
        standing.problems(),
        state(standing.api()),
        standing.asked(),
        standing.pin(),
        instances);
  }

  private static GraphFacts facts(
      GraphRuntime runtime,
      List<Problem> problems,
      ApiState api,
      boolean asked,
      OptionalLong pin,
      Map<String, Object> instances) {
    Optional<Served> serving = runtime.serving();
    return new GraphFacts(
        problems,
        api,
        asked,
        pin,
        serving.map(Served::revision),
        runtime.issued(),
        serving.map(served -> nodes(served.graph())).orElse(List.of()),
        instances);
  }

  /** The first problem, and how many more there are. */
  static String summary(List<Problem> problems) {
    Problem first = problems.getFirst();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    return first.path() + ": " + first.message() + more;
  }

  /** What is known while the graph goes away. */
  static GraphFacts leaving(GraphRuntime runtime, Map<String, Object> instances) {
    return facts(
        runtime, runtime.problems(), new ApiState.Served(), false, OptionalLong.empty(), instances);
  }

  /** The nodes of a graph in the order in which they are applied. */
  static List<NodeFacts> nodes(CompiledGraph graph) {
    return graph.nodes().stream().map(GraphStatus::node).toList();
  }

  private static NodeFacts node(Node node) {
    return new NodeFacts(
        node.id(), NodeSort.of(node).code(), List.copyOf(node.common().dependencies()));
  }

  private static ApiState state(Publication publication) {
    return switch (publication) {
      case Publication.Served _ -> new ApiState.Served();
      case Publication.Pending(String message) -> new ApiState.Pending(message);
      case Publication.Refused(List<Problem> problems) -> new ApiState.Refused(problems);
      case Publication.Unrecorded(String message, var _) -> new ApiState.Unrecorded(message);
      case Publication.Failed(String message, var _) -> new ApiState.Failed(message);
    };
  }

  static Stated stated(String type, boolean status, String reason, String message) {
    return new Stated(type, Status.of(status), reason, message);
  }
}
