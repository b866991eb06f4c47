package run.trellis.api.kro;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Condition.Status;
import run.trellis.api.GraphFacts;
import run.trellis.api.GraphFacts.ApiState;
import run.trellis.api.GraphFacts.NodeFacts;
import run.trellis.api.GraphWords;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.api.Stated;

/** What the kro dialect says of definitions. */
final class KroGraphWords implements GraphWords {

  private static final int CHANGES_TOLD = 3;
  private static final String KIND_READY = "KindReady";
  private static final String CONTROLLER_READY = "ControllerReady";

  @Override
  public List<Stated> conditions(GraphFacts facts, KubeObject graph) {
    return List.of(revisions(facts, graph), accepted(facts), kind(facts, graph), controller(facts));
  }

  private static Stated revisions(GraphFacts facts, KubeObject graph) {
    String type = "GraphRevisionsResolved";
    return facts.api() instanceof ApiState.Unrecorded(String message)
        ? new Stated(type, Status.FALSE, "Failed", message)
        : facts
            .serving()
            .map(revision -> new Stated(type, Status.TRUE, "Resolved", resolved(revision, graph)))
            .orElseGet(() -> awaited(type));
  }

  private static String resolved(String revision, KubeObject graph) {
    OptionalLong number = KroRevisions.FORM.numberOf(graph.name(), revision);
    return number.isPresent()
        ? "revision " + number.getAsLong() + " compiled and active"
        : "compiled and active";
  }

  /** What has not been attempted, because something else comes first. */
  private static Stated awaited(String type) {
    String message = "condition \"" + type + "\" is awaiting reconciliation";
    return new Stated(type, Status.UNKNOWN, "AwaitingReconciliation", message);
  }

  private static Stated accepted(GraphFacts facts) {
    List<Problem> flaws = facts.problems().stream().filter(it -> !isAboutTheKind(it)).toList();
    return flaws.isEmpty()
        ? new Stated("GraphAccepted", Status.TRUE, "Valid", "resource graph and schema are valid")
        : new Stated(
            "GraphAccepted",
            Status.FALSE,
            "InvalidResourceGraph",
            flaws.stream().map(KroGraphWords::told).collect(Collectors.joining("; ")));
  }

  private static String told(Problem problem) {
    String hint = problem.hint().isEmpty() ? "" : " (" + problem.hint() + ")";
    return problem.path() + ": " + problem.message() + hint;
  }

  /** The definition is sound, and what it generates cannot be published all the same. */
  private static boolean isAboutTheKind(Problem problem) {
    return problem.code() == ProblemCode.API_CONFLICT
        || problem.code() == ProblemCode.BREAKING_CHANGE;
  }

  private static Stated kind(GraphFacts facts, KubeObject graph) {
    List<Problem> conflicts =
        facts.problems().stream().filter(KroGraphWords::isAboutTheKind).toList();
    if (!conflicts.isEmpty()) {
      return unready(refused(conflicts, graph));
    }
    return switch (facts.api()) {
      case ApiState.Served _, ApiState.Unrecorded _ -> kindReady(graph);
      case ApiState.Pending(String message) -> unready(message);
      case ApiState.Failed(String message) -> unready(message);
      case ApiState.Refused _ -> facts.isServing() ? kindReady(graph) : awaited(KIND_READY);
    };
  }

  private static Stated kindReady(KubeObject graph) {
    String kind = JsonTree.textAt(graph.tree(), "spec", "schema", "kind");
    return new Stated(
        KIND_READY, Status.TRUE, "Ready", "kind " + kind + " has been accepted and ready");
  }

  private static Stated unready(String message) {
    return new Stated(KIND_READY, Status.FALSE, "Failed", message);
  }

  private static String refused(List<Problem> conflicts, KubeObject graph) {
    List<Problem> breaking =
        conflicts.stream().filter(it -> it.code() == ProblemCode.BREAKING_CHANGE).toList();
    if (breaking.isEmpty()) {
      return conflicts.getFirst().message();
    }
    String kind = JsonTree.textAt(graph.tree(), "spec", "schema", "kind");
    int more = breaking.size() - CHANGES_TOLD;
    return breaking.stream()
        .limit(CHANGES_TOLD)
        .map(change -> change.path() + ": " + change.message())
        .collect(
            Collectors.joining(
                "; ",
                "cannot update CRD " + kind + ": breaking changes detected: ",
                more > 0 ? "; and " + more + " more changes" : ""));
  }

  private static Stated controller(GraphFacts facts) {
    return facts.isServing()
        ? new Stated(CONTROLLER_READY, Status.TRUE, "Running", "controller is running")
        : awaited(CONTROLLER_READY);
  }

  @Override
  public Stated ready(GraphFacts facts, KubeObject graph) {
    return Worst.of(conditions(facts, graph));
  }

  @Override
  public Map<String, @Nullable Object> fields(GraphFacts facts, KubeObject graph) {
    boolean active =
        conditions(facts, graph).stream()
            .skip(1)
            .allMatch(condition -> condition.status() == Status.TRUE);
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("state", active ? "Active" : "Inactive");
    if (facts.issued() > 0) {
      fields.put("lastIssuedRevision", facts.issued());
    }
    boolean sound = accepted(facts).status() == Status.TRUE;
    if (sound && facts.isServing()) {
      fields.putAll(graphFields(facts.nodes()));
    }
    return fields;
  }

  @Override
  public Map<String, Object> graphFields(List<NodeFacts> nodes) {
    Map<String, Object> fields = new LinkedHashMap<>();
    List<String> order = nodes.stream().map(NodeFacts::id).toList();
    if (!order.isEmpty()) {
      fields.put("topologicalOrder", order);
    }
    List<Map<String, Object>> resources =
        nodes.stream()
            .filter(node -> !node.dependencies().isEmpty())
            .map(KroGraphWords::resource)
            .toList();
    if (!resources.isEmpty()) {
      fields.put("resources", resources);
    }
    return fields;
  }

  private static Map<String, Object> resource(NodeFacts node) {
    return Map.of(
        "id",
        node.id(),
        "dependencies",
        node.dependencies().stream().map(id -> Map.of("id", id)).toList());
  }
}
