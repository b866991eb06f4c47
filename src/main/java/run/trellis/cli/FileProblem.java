package run.trellis.cli;

import java.util.Comparator;
import run.trellis.api.Problem;

/**
 * A problem and the file that has it.
 *
 * @param graph name of the graph; empty if there is none, or none that could be read
 */
record FileProblem(SourceFile file, String graph, Problem problem) {

  /** Within one file. */
  static final Comparator<FileProblem> BY_PLACE =
      Comparator.comparing(FileProblem::problem, Problem.BY_PLACE);
}
