package run.trellis.reconcile.graph;

import java.util.List;
import java.util.stream.Collectors;
import run.trellis.api.Problem;
import run.trellis.api.ProblemCode;
import run.trellis.reconcile.revision.History;

/** What can be wrong with the revision that a graph is pinned to. */
final class PinProblems {

  private static final String PATH = "spec.revision";

  private PinProblems() {}

  /** There is no such revision. */
  static Problem unknown(long number, History history) {
    String others =
        history.revisions().reversed().stream()
            .map(revision -> String.valueOf(revision.number()))
            .collect(Collectors.joining(", "));
    return Problem.at(
        PATH,
        ProblemCode.UNKNOWN_REVISION,
        "the graph has no revision " + number,
        others.isEmpty()
            ? "it has none yet; leave the field out"
            : "there are " + others + "; leave the field out for the newest");
  }

  /** What is wrong with the definition of a revision, at the field that asks for it. */
  static List<Problem> of(long number, List<Problem> problems) {
    return problems.stream()
        .map(
            problem ->
                Problem.at(
                    PATH,
                    problem.code(),
                    "revision " + number + ": " + problem.path() + ": " + problem.message(),
                    problem.hint()))
        .toList();
  }
}
