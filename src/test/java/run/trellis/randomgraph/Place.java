package run.trellis.randomgraph;

import java.util.Map;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;

/**
 * Where a random graph lives.
 *
 * @param graph name of the graph
 * @param group API group of its kind, {@code Thing}, and of the kind {@code Widget}
 * @param namespace where its instance and all objects are
 */
public record Place(String graph, String group, String namespace) {

  public static final String INSTANCE = "x";

  public GroupVersionKind instanceType() {
    return new GroupVersionKind(group, "v1", "Thing");
  }

  public ObjectReference instance() {
    return new ObjectReference(instanceType(), namespace, INSTANCE);
  }

  public GroupVersionKind type(RandomNode.Kind kind) {
    return switch (kind) {
      case CONFIG_MAP -> new GroupVersionKind("", "v1", "ConfigMap");
      case WIDGET -> new GroupVersionKind(group, "v1", "Widget");
    };
  }

  public KubeObject instance(Inputs inputs) {
    return KubeObject.of(
        Map.of(
            "apiVersion",
            instanceType().apiVersion(),
            "kind",
            instanceType().kind(),
            "metadata",
            Map.of("name", INSTANCE, "namespace", namespace),
            "spec",
            inputs.spec()));
  }
}
