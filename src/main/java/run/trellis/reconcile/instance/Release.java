package run.trellis.reconcile.instance;

import run.trellis.api.KubeObject;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.WriteResult;

/** Lets an object go that is being deleted: the engine gives up what it said of it. */
public final class Release {

  private Release() {}

  /**
   * Takes the finalizer off. An apply that says nothing is enough where nobody else said it; after
   * a restored backup, somebody else did, and the object would be held for ever.
   */
  public static WriteResult of(ObjectClient client, KubeObject object, String finalizer) {
    WriteResult result = client.applyMarks(Manifests.released(object), object.uid());
    return result instanceof WriteResult.Done(KubeObject answer)
            && answer.isTerminating()
            && answer.finalizers().contains(finalizer)
        ? client.removeFinalizer(answer, finalizer)
        : result;
  }
}
