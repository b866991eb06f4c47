package run.trellis.reconcile.graph;

import java.util.Collection;
import java.util.Map;
import run.trellis.api.InstanceWords;
import run.trellis.api.KubeObject;

/** How many instances a graph has, and how they are. */
public record InstanceCounts(int total, int ready, int stalled) {

  /** Counts by what the status of each says, in the words of its dialect. */
  public static InstanceCounts of(Collection<KubeObject> instances, InstanceWords words) {
    int ready = 0;
    int stalled = 0;
    for (KubeObject instance : instances) {
      ready += words.isReady(instance) ? 1 : 0;
      stalled += words.isStalled(instance) ? 1 : 0;
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
