package run.trellis.reconcile.graph;

import java.util.List;
import java.util.OptionalLong;
import run.trellis.api.Problem;

/**
 * How a graph stands after a pass over its definition.
 *
 * @param asked whether what the graph asks for serves
 * @param pin number of the revision that it asks for; empty for what is written in it
 * @param problems all that is wrong with what is written in it, and with what it asks for
 * @param api how far the API got of what serves, or is to serve
 */
record Standing(boolean asked, OptionalLong pin, List<Problem> problems, Publication api) {

  Standing {
    problems = List.copyOf(problems);
  }
}
