package run.trellis.reconcile.graph;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition.Status;
import run.trellis.api.Problem;
import run.trellis.api.Reason;
import run.trellis.graph.Node;
import run.trellis.reconcile.instance.Stated;

/** What the status of a graph says of its definition. */
final class GraphStatus {

  /** Enough to mend a definition by; the total is told beside them. */
  private static final int PROBLEMS_SHOWN = 50;

  private GraphStatus() {}

  /** Whether the definition is sound, its API established, and what it asks for served. */
  static List<Stated> conditions(Standing standing, Optional<Served> serving) {
    return List.of(accepted(standing), established(standing, serving));
  }

  private static Stated accepted(Standing standing) {
    List<Problem> problems = standing.problems();
    if (!problems.isEmpty()) {
      return stated("Accepted", false, problems.getFirst().code().code(), summary(problems));
    }
    if (standing.api() instanceof Publication.Unrecorded(String message, var _)) {
      return stated("Accepted", false, Reason.REVISION_FAILED.code(), message);
    }
    return stated("Accepted", true, "Accepted", "the definition is sound");
  }

  /** The first problem, and how many more there are. */
  static String summary(List<Problem> problems) {
    Problem first = problems.getFirst();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    return first.path() + ": " + first.message() + more;
  }

  private static Stated established(Standing standing, Optional<Served> serving) {
    return switch (standing.api()) {
      case Publication.Served _, Publication.Unrecorded _ ->
          stated("Established", true, "Established", "its API is served");
      case Publication.Pending(String message) ->
          stated("Established", false, "NotEstablished", message);
      case Publication.Failed(String message, _) ->
          stated("Established", false, Reason.APPLY_UNAVAILABLE.code(), message);
      case Publication.Refused(List<Problem> problems) ->
          serving.isPresent()
              ? stated("Established", false, "NotEstablished", summary(problems))
              : stated("Established", false, "NotAccepted", "the definition is not sound");
    };
  }

  /** Whether what the graph asks for is served, and if not, what stands in the way. */
  static Stated ready(Standing standing, Optional<Served> serving) {
    if (standing.asked()) {
      String pinned = standing.pin().isPresent() ? ", as spec.revision says" : "";
      String message =
          serving.map(Served::revision).orElse("the definition") + " serves instances" + pinned;
      return stated("Ready", true, Reason.ALL_READY.code(), message);
    }
    Stated obstacle =
        conditions(standing, serving).stream()
            .filter(condition -> condition.status() != Status.TRUE)
            .findFirst()
            .orElseGet(() -> accepted(standing));
    String kept = serving.map(served -> "; " + served.revision() + " goes on serving").orElse("");
    boolean flawed = obstacle.type().equals("Accepted");
    return stated(
        "Ready",
        false,
        flawed ? Reason.REVISION_FAILED.code() : obstacle.reason(),
        obstacle.message() + kept);
  }

  /** Fields beside the conditions. */
  static Map<String, @Nullable Object> fields(GraphRuntime runtime) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (runtime.issued() > 0) {
      fields.put("lastIssuedRevision", runtime.issued());
    }
    runtime.serving().ifPresent(served -> fields.putAll(fields(served)));
    List<Problem> problems = runtime.problems();
    if (!problems.isEmpty()) {
      fields.put(
          "problems", problems.stream().limit(PROBLEMS_SHOWN).map(GraphStatus::tree).toList());
      fields.put("problemsTotal", (long) problems.size());
    }
    return fields;
  }

  private static Map<String, Object> fields(Served served) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!served.revision().isEmpty()) {
      fields.put("revision", served.revision());
    }
    List<Node> nodes = served.graph().nodes();
    fields.put("topologicalOrder", nodes.stream().map(Node::id).toList());
    fields.put("nodes", nodes.stream().map(GraphStatus::node).toList());
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
