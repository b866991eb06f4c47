package run.trellis.reconcile.graph;

import java.util.Collection;
import java.util.Map;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;

/** How many instances a graph has, and how they are. */
public record InstanceCounts(int total, int ready, int stalled) {

  /** Counts by what the status of each says. */
  public static InstanceCounts of(Collection<KubeObject> instances) {
    int ready = 0;
    int stalled = 0;
    for (KubeObject instance : instances) {
      ready += Stated.isTrue(instance, "Ready") ? 1 : 0;
      stalled += Stated.isTrue(instance, "Stalled") ? 1 : 0;
    }
    return new InstanceCounts(instances.size(), ready, stalled);
  }

  Map<String, Object> tree() {
    return Map.of(
        "total", (long) total,
        "ready", (long) ready,
        "stalled", (long) stalled,
        "summary", ready + "/" + total);
  }
}
