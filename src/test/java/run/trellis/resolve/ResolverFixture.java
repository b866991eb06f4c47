package run.trellis.resolve;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/** The instance that tests of the resolver resolve, and shorter words for what they look at. */
final class ResolverFixture {

  static final GroupVersionKind CONFIG_MAP = new GroupVersionKind("", "v1", "ConfigMap");

  static final Map<String, Object> PLAIN =
      Map.of("text", "hello", "extra", false, "names", List.of("p", "q"));

  private ResolverFixture() {}

  static KubeObject instance(Map<String, Object> spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "example.com/v1alpha1");
    tree.put("kind", "Chain");
    tree.put("metadata", Map.of("name", "x", "namespace", "ns", "uid", "u-1", "generation", 1));
    tree.put("spec", spec);
    return KubeObject.of(tree);
  }

  static ObjectReference configMap(String name) {
    return new ObjectReference(CONFIG_MAP, "ns", name);
  }

  static NodeOutcome outcome(Resolution resolution, String node) {
    return Objects.requireNonNull(resolution.nodes().get(node));
  }

  static KubeObject live(ModelCluster cluster, String name) {
    return Objects.requireNonNull(cluster.objects().get(configMap(name)));
  }
}
