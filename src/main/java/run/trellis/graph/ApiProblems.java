package run.trellis.graph;

import java.util.List;
import run.trellis.api.Dialect;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.schema.BreakingChange;
import run.trellis.schema.BreakingChange.Kind;
import run.trellis.schema.SchemaCompatibility;

/** What can be wrong with an API that a graph generates, beside others that are there already. */
public final class ApiProblems {

  private static final String KIND_PATH = "spec.schema.kind";

  private ApiProblems() {}

  /** What instances of a definition would not survive if it became another one. */
  public static List<Problem> breakingChanges(
      KubeObject served, KubeObject wanted, Dialect dialect) {
    return SchemaCompatibility.breakingChanges(served, wanted).stream()
        .filter(change -> dialect.authoring().newRulesBreak() || change.kind() != Kind.RULE_ADDED)
        .map(change -> problem(change, dialect.marking()))
        .toList();
  }

  private static Problem problem(BreakingChange change, Marking marking) {
    return Problem.at(
        "spec.schema." + change.path(),
        ProblemCode.BREAKING_CHANGE,
        change.message(),
        "existing instances may not survive it; the annotation "
            + marking.allowBreakingChangesHint()
            + " on the graph lets it through");
  }

  /** The definition is there and is not the graph's. */
  public static Problem foreign(KubeObject definition, Marking marking) {
    return Problem.at(
        KIND_PATH,
        ProblemCode.API_CONFLICT,
        marking.definitionConflict(definition),
        "choose another kind or group, or delete that definition");
  }

  /**
   * Another graph generates the same kind and comes first.
   *
   * @param first name of that graph
   * @param kind the kind with its group
   */
  public static Problem rival(String first, String kind, Marking marking) {
    return Problem.at(
        KIND_PATH,
        ProblemCode.API_CONFLICT,
        marking.rivalry(first, kind),
        "choose another kind or group, or delete the graph " + first);
  }
}
