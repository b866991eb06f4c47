package run.trellis.graph;

import java.util.List;
import run.trellis.api.Problem;

/** What compiling a definition came to. */
public sealed interface Compilation {

  /** The graph can run. */
  record Accepted(CompiledGraph graph) implements Compilation {}

  /** The graph cannot run; all that is wrong with it, in the order of its text. */
  record Rejected(List<Problem> problems) implements Compilation {
    public Rejected {
      problems = problems.stream().sorted(Problem.BY_PLACE).distinct().toList();
    }
  }
}
