package run.trellis.graph;

import java.util.Set;

/** Where the content of Secrets flows in a graph. */
public final class SecretFlow {

  private static final Set<String> CONTENT = Set.of("data", "stringData");

  private SecretFlow() {}

  /**
   * Whether objects of a node may hold content of a Secret: because they are Secrets, or because
   * they are made, however indirectly, from a Secret whose content somebody reads.
   */
  public static boolean reaches(CompiledGraph graph, String node) {
    Node self = graph.nodesById().get(node);
    if (self == null) {
      return true;
    }
    Set<String> upstream = graph.upstreamOf(node);
    return Scopes.isSecret(self.type())
        || graph.nodes().stream()
            .filter(other -> upstream.contains(other.id()))
            .anyMatch(SecretFlow::tellsContent);
  }

  private static boolean tellsContent(Node node) {
    return Scopes.isSecret(node.type())
        && CONTENT.stream()
            .anyMatch(field -> !node.common().mask().below(field).equals(FieldMask.NOTHING));
  }
}
