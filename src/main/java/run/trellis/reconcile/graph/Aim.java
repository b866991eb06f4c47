package run.trellis.reconcile.graph;

import java.util.List;
import run.trellis.api.Problem;
import run.trellis.api.Revision;
import run.trellis.graph.CompiledGraph;

/** What a graph asks to have served. */
sealed interface Aim {

  /** The definition that is written in it. */
  record Written(CompiledGraph graph) implements Aim {}

  /** What a revision keeps, because {@code spec.revision} says so. */
  record Pinned(CompiledGraph graph, Revision revision) implements Aim {}

  /** Nothing that could serve. */
  record Flawed(List<Problem> problems) implements Aim {
    public Flawed {
      problems = List.copyOf(problems);
    }
  }

  /** A revision that cannot be read at present. */
  record Unreadable(String message) implements Aim {}
}
