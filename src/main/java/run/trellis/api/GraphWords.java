package run.trellis.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How a dialect tells on a definition what a pass came to. */
public interface GraphWords {

  /** Conditions of the definition itself, without whether all is ready. */
  List<Stated> conditions(GraphFacts facts, KubeObject graph);

  /** Whether what the definition asks for is served, and if not, what stands in the way. */
  Stated ready(GraphFacts facts, KubeObject graph);

  /** Status fields beside the conditions. */
  Map<String, @Nullable Object> fields(GraphFacts facts, KubeObject graph);

  /**
   * Status fields that tell of a graph by itself. They are written on the revision that it was
   * compiled from, too.
   *
   * @param nodes its nodes in the order in which they are applied
   */
  Map<String, Object> graphFields(List<GraphFacts.NodeFacts> nodes);
}
