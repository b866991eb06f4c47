package run.trellis.reconcile.graph;

import java.util.Comparator;
import java.util.Optional;
import run.trellis.api.Dialect;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.cluster.GraphFeed;
import run.trellis.graph.ApiProblems;

/** Of several graphs that want the same kind, the oldest has it. */
final class Rivals {

  private static final Comparator<KubeObject> BY_AGE =
      Comparator.comparing((KubeObject graph) -> created(graph)).thenComparing(KubeObject::name);

  private final GraphFeed feed;
  private final Dialect dialect;

  Rivals(GraphFeed feed, Dialect dialect) {
    this.feed = feed;
    this.dialect = dialect;
  }

  /** The conflict with an older graph; empty if there is none. */
  Optional<Problem> conflict(KubeObject graph) {
    return feed.list().stream()
        .filter(other -> !other.uid().equals(graph.uid()))
        .filter(other -> wanted(other).equals(wanted(graph)))
        .filter(other -> BY_AGE.compare(other, graph) < 0)
        .min(BY_AGE)
        .map(this::problem);
  }

  private Problem problem(KubeObject older) {
    return ApiProblems.rival(older.name(), wanted(older), dialect.marking());
  }

  private static String created(KubeObject graph) {
    return JsonTree.textAt(graph.tree(), "metadata", "creationTimestamp");
  }

  private String wanted(KubeObject graph) {
    String group = JsonTree.textAt(graph.tree(), "spec", "schema", "group");
    String kind = JsonTree.textAt(graph.tree(), "spec", "schema", "kind");
    return kind + "." + (group.isEmpty() ? dialect.authoring().group() : group);
  }
}
