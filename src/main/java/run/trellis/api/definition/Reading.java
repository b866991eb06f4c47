package run.trellis.api.definition;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import run.trellis.api.GraphDefinition;
import run.trellis.api.Problem;

/**
 * What came of reading one graph.
 *
 * @param definition the definition; empty if parts had to be left out. It may be there along with
 *     problems, such as an id that is taken twice: then it can be compiled to find more of them,
 *     but must not serve
 * @param pinnedRevision the revision that the graph is pinned to; empty for the newest
 * @param problems all that is wrong with the layout, in the order of the source
 */
public record Reading(
    Optional<GraphDefinition> definition, OptionalLong pinnedRevision, List<Problem> problems) {

  public Reading {
    problems = List.copyOf(problems);
  }

  /** Whether nothing is wrong with the layout; then the definition is there. */
  public boolean isClean() {
    return problems.isEmpty();
  }
}
