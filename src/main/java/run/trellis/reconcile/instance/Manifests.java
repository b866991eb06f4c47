package run.trellis.reconcile.instance;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.KubeObject;

/** What the engine applies to the object that a pass is about. */
public final class Manifests {

  private Manifests() {}

  /** Nothing but which object it is; a new map that may be added to. */
  public static Map<String, @Nullable Object> identity(KubeObject object) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", object.name());
    if (!object.namespace().isEmpty()) {
      metadata.put("namespace", object.namespace());
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", object.type().apiVersion());
    tree.put("kind", object.type().kind());
    tree.put("metadata", metadata);
    return tree;
  }

  /** Holds the object, with labels and annotations of the engine's. */
  public static KubeObject held(
      KubeObject object,
      String finalizer,
      Map<String, String> labels,
      Map<String, String> annotations) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("name", object.name());
    if (!object.namespace().isEmpty()) {
      metadata.put("namespace", object.namespace());
    }
    metadata.put("finalizers", List.of(finalizer));
    if (!labels.isEmpty()) {
      metadata.put("labels", labels);
    }
    if (!annotations.isEmpty()) {
      metadata.put("annotations", annotations);
    }
    Map<String, @Nullable Object> tree = identity(object);
    tree.put("metadata", metadata);
    return KubeObject.of(tree);
  }

  /** Lets the object go: a field manager that says nothing gives up what it said. */
  public static KubeObject released(KubeObject object) {
    return KubeObject.of(identity(object));
  }
}
