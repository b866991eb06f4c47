package run.trellis.api;

import java.util.ArrayList;
import java.util.List;

/**
 * Collects what is wrong with one definition while it is read. Not safe for use by several threads.
 */
public final class Findings {

  private final List<Problem> problems = new ArrayList<>();
  private boolean partsMissing;

  /** Something is wrong, and the part can be read all the same. */
  public void add(Problem problem) {
    problems.add(problem);
  }

  /** See {@link #add(Problem)}. */
  public void add(String path, ProblemCode code, String message, String hint) {
    add(Problem.at(path, code, message, hint));
  }

  /** Something is wrong, and a part has to be left out of the definition for it. */
  public void addAndLeaveOut(String path, ProblemCode code, String message, String hint) {
    add(path, code, message, hint);
    partsMissing = true;
  }

  /** Whether parts were left out, so that checking the rest would find problems that are none. */
  public boolean partsMissing() {
    return partsMissing;
  }

  /** All problems with their places in the source, in the order of the source. */
  public List<Problem> located(SourceMap source) {
    return problems.stream()
        .map(problem -> problem.locatedBy(source))
        .distinct()
        .sorted(Problem.BY_PLACE)
        .toList();
  }
}
