package run.trellis.api.definition;

import java.util.List;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;

/**
 * What came of reading a text that may hold several documents.
 *
 * @param graphs one reading for each graph
 * @param others objects of other kinds, unchecked
 * @param problems documents that are no objects at all
 */
public record GraphFile(List<Reading> graphs, List<KubeObject> others, List<Problem> problems) {
  public GraphFile {
    graphs = List.copyOf(graphs);
    others = List.copyOf(others);
    problems = List.copyOf(problems);
  }
}
