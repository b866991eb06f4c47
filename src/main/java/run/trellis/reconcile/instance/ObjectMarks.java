package run.trellis.reconcile.instance;

import java.util.List;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;

/** The labels and annotations that make an object an instance's. */
final class ObjectMarks {

  private ObjectMarks() {}

  /** Takes them off; the object stays, and is nobody's. */
  static WriteResult remove(ObjectClient client, KubeObject live) {
    List<String> labels =
        Marks.OBJECT_LABELS.stream()
            .filter(live.labels()::containsKey)
            .filter(label -> !isOfSomebodyElse(live, label))
            .toList();
    List<String> annotations =
        Marks.OBJECT_ANNOTATIONS.stream().filter(live.annotations()::containsKey).toList();
    return client.removeMarks(live, labels, annotations);
  }

  private static boolean isOfSomebodyElse(KubeObject live, String label) {
    return label.equals(Marks.MANAGED_BY)
        && !Marks.MANAGED_BY_VALUE.equals(live.labels().get(Marks.MANAGED_BY));
  }
}
