package run.trellis.api.trellis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition.Status;
import run.trellis.api.GraphFacts;
import run.trellis.api.GraphFacts.ApiState;
import run.trellis.api.GraphFacts.NodeFacts;
import run.trellis.api.GraphWords;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.Reason;
import run.trellis.api.Stated;

/** What the native dialect says of definitions. */
final class TrellisGraphWords implements GraphWords {

  /** Enough to mend a definition by; the total is told beside them. */
  private static final int PROBLEMS_SHOWN = 50;

  /** Whether the definition is sound, and its API established. */
  @Override
  public List<Stated> conditions(GraphFacts facts, KubeObject graph) {
    return List.of(accepted(facts), established(facts));
  }

  private static Stated accepted(GraphFacts facts) {
    List<Problem> problems = facts.problems();
    if (!problems.isEmpty()) {
      return stated("Accepted", false, problems.getFirst().code().code(), summary(problems));
    }
    if (facts.api() instanceof ApiState.Unrecorded(String message)) {
      return stated("Accepted", false, Reason.REVISION_FAILED.code(), message);
    }
    return stated("Accepted", true, "Accepted", "the definition is sound");
  }

  private static String summary(List<Problem> problems) {
    Problem first = problems.getFirst();
    String more = problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "";
    return first.path() + ": " + first.message() + more;
  }

  private static Stated established(GraphFacts facts) {
    return switch (facts.api()) {
      case ApiState.Served _, ApiState.Unrecorded _ ->
          stated("Established", true, "Established", "its API is served");
      case ApiState.Pending(String message) ->
          stated("Established", false, "NotEstablished", message);
      case ApiState.Failed(String message) ->
          stated("Established", false, Reason.APPLY_UNAVAILABLE.code(), message);
      case ApiState.Refused(List<Problem> problems) ->
          facts.isServing()
              ? stated("Established", false, "NotEstablished", summary(problems))
              : stated("Established", false, "NotAccepted", "the definition is not sound");
    };
  }

  @Override
  public Stated ready(GraphFacts facts, KubeObject graph) {
    if (facts.asked()) {
      String pinned = facts.pin().isPresent() ? ", as spec.revision says" : "";
      String message = facts.serving().orElse("the definition") + " serves instances" + pinned;
      return stated("Ready", true, Reason.ALL_READY.code(), message);
    }
    Stated obstacle =
        conditions(facts, graph).stream()
            .filter(condition -> condition.status() != Status.TRUE)
            .findFirst()
            .orElseGet(() -> accepted(facts));
    String kept = facts.serving().map(revision -> "; " + revision + " goes on serving").orElse("");
    boolean flawed = obstacle.type().equals("Accepted");
    return stated(
        "Ready",
        false,
        flawed ? Reason.REVISION_FAILED.code() : obstacle.reason(),
        obstacle.message() + kept);
  }

  @Override
  public Map<String, @Nullable Object> fields(GraphFacts facts, KubeObject graph) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("observedGeneration", graph.generation());
    if (facts.issued() > 0) {
      fields.put("lastIssuedRevision", facts.issued());
    }
    facts.serving().ifPresent(revision -> fields.putAll(serving(revision, facts.nodes())));
    List<Problem> problems = facts.problems();
    if (!problems.isEmpty()) {
      fields.put(
          "problems",
          problems.stream().limit(PROBLEMS_SHOWN).map(TrellisGraphWords::tree).toList());
      fields.put("problemsTotal", (long) problems.size());
    }
    if (!facts.instances().isEmpty()) {
      fields.put("instances", facts.instances());
    }
    return fields;
  }

  private static Map<String, Object> serving(String revision, List<NodeFacts> nodes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!revision.isEmpty()) {
      fields.put("revision", revision);
    }
    fields.put("topologicalOrder", nodes.stream().map(NodeFacts::id).toList());
    fields.put("nodes", nodes.stream().map(TrellisGraphWords::node).toList());
    return fields;
  }

  private static Map<String, Object> node(NodeFacts node) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("id", node.id());
    tree.put("type", node.type());
    if (!node.dependencies().isEmpty()) {
      tree.put("dependsOn", new ArrayList<>(node.dependencies()));
    }
    return tree;
  }

  private static Map<String, Object> tree(Problem problem) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("code", problem.code().code());
    tree.put("path", problem.path());
    problem
        .inField()
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

  private static Stated stated(String type, boolean status, String reason, String message) {
    return new Stated(type, Status.of(status), reason, message);
  }

  /** Revisions of the native dialect tell no more than whether they are sound and serve. */
  @Override
  public Map<String, Object> graphFields(List<GraphFacts.NodeFacts> nodes) {
    return Map.of();
  }
}
