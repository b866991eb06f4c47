package run.trellis.reconcile.instance;

import java.util.List;
import run.trellis.api.ApplySet;
import run.trellis.api.KubeObject;
import run.trellis.api.Marking;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;

/** The labels and annotations that make an object an instance's. */
final class ObjectMarks {

  private ObjectMarks() {}

  /** Takes them off; the object stays, and is nobody's. */
  static WriteResult remove(ObjectClient client, KubeObject live, Marking marking) {
    List<String> labels =
        marking.objectLabels().stream()
            .filter(live.labels()::containsKey)
            .filter(label -> !isOfSomebodyElse(live, label, marking))
            .toList();
    List<String> annotations =
        marking.objectAnnotations().stream().filter(live.annotations()::containsKey).toList();
    return client.removeMarks(live, labels, annotations);
  }

  private static boolean isOfSomebodyElse(KubeObject live, String label, Marking marking) {
    return label.equals(ApplySet.MANAGED_BY)
        && !marking.managedBy().equals(live.labels().get(ApplySet.MANAGED_BY));
  }
}
