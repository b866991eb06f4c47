package run.trellis.reconcile.graph;

import java.util.List;
import run.trellis.api.Problem;
import run.trellis.graph.CompiledGraph;

/** What a graph asks to have served. */
sealed interface Aim {

  /**
   * The definition that is written in it.
   *
   * @param kinds which change of its kinds it was compiled after, see {@link GraphRuntime.Basis}
   */
  record Written(CompiledGraph graph, long kinds) implements Aim {}

  /** What a revision keeps, because {@code spec.revision} says so. */
  record Pinned(Served next) implements Aim {}

  /** Nothing that could serve. */
  record Flawed(List<Problem> problems) implements Aim {
    public Flawed {
      problems = List.copyOf(problems);
    }
  }

  /** A revision that cannot be read at present. */
  record Unreadable(String message) implements Aim {}
}
