package run.trellis.reconcile.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition.Status;
import run.trellis.api.Problem;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.Node;
import run.trellis.reconcile.instance.Stated;

/** What the status of a graph says of its definition. */
final class GraphStatus {

  /** Enough to mend a definition by; the total is told beside them. */
  private static final int PROBLEMS_SHOWN = 50;

  private GraphStatus() {}

  /** Conditions of a definition that was accepted. */
  static List<Stated> accepted(Publication publication) {
    Stated accepted = stated("Accepted", true, "Accepted", "the definition is sound");
    return switch (publication) {
      case Publication.Served _ ->
          List.of(accepted, stated("Established", true, "Established", "its API is served"));
      case Publication.Pending(String message) ->
          List.of(accepted, stated("Established", false, "NotEstablished", message));
      case Publication.Failed(String message, _) ->
          List.of(accepted, stated("Established", false, "ApplyUnavailable", message));
      case Publication.Refused(List<Problem> problems) -> rejected(problems, false);
    };
  }

  /**
   * Conditions of a definition that was not.
   *
   * @param serving whether an earlier one serves
   */
  static List<Stated> rejected(List<Problem> problems, boolean serving) {
    Problem first = problems.getFirst();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    String kept = serving ? "; the last sound definition goes on serving" : "";
    return List.of(
        stated(
            "Accepted", false, first.code().code(), first.path() + ": " + first.message() + more),
        serving
            ? stated("Established", true, "Established", "its API is served" + kept)
            : stated("Established", false, "NotAccepted", "the definition is not sound"));
  }

  /** Whether the graph as it is written is served, and if not, what stands in the way. */
  static Stated ready(List<Stated> conditions) {
    return conditions.stream()
        .filter(condition -> condition.status() != Status.TRUE)
        .findFirst()
        .map(obstacle -> stated("Ready", false, obstacle.reason(), obstacle.message()))
        .orElseGet(() -> stated("Ready", true, "AllReady", "instances are served"));
  }

  /** Fields beside the conditions. */
  static Map<String, @Nullable Object> fields(
      Optional<CompiledGraph> graph, List<Problem> problems) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    graph.ifPresent(
        compiled -> {
          fields.put(
              "topologicalOrder",
              compiled.nodes().stream().map(node -> (Object) node.id()).toList());
          fields.put("nodes", compiled.nodes().stream().map(GraphStatus::node).toList());
        });
    if (!problems.isEmpty()) {
      fields.put(
          "problems", problems.stream().limit(PROBLEMS_SHOWN).map(GraphStatus::tree).toList());
      fields.put("problemsTotal", (long) problems.size());
    }
    return fields;
  }

  private static Map<String, Object> node(Node node) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", node.id());
    tree.put("type", NodeSort.of(node).code());
    if (!node.common().dependencies().isEmpty()) {
      tree.put("dependsOn", new ArrayList<>(node.common().dependencies()));
    }
    return tree;
  }

  private static Map<String, Object> tree(Problem problem) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", problem.code().code());
    tree.put("path", problem.path());
    problem
        .position()
        .ifPresent(
            place -> {
              tree.put("line", (long) place.line());
              tree.put("column", (long) place.column());
            });
    tree.put("message", problem.message());
    if (!problem.hint().isEmpty()) {
      tree.put("hint", problem.hint());
    }
    return tree;
  }

  static Stated stated(String type, boolean status, String reason, String message) {
    return new Stated(type, Status.of(status), reason, message);
  }
}
