package run.trellis.reconcile.instance;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import run.trellis.api.KubeObject;
import run.trellis.api.Managers;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.ApplyMode;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.ReadResult;
import run.trellis.cluster.WriteResult;

/** Counts what one pass sends. */
final class CountingClient implements ObjectClient {

  private final ObjectClient client;
  private final AtomicInteger writes = new AtomicInteger();

  CountingClient(ObjectClient client) {
    this.client = client;
  }

  int writes() {
    return writes.get();
  }

  @Override
  public ObjectClient as(Managers managers) {
    throw new UnsupportedOperationException("the managers of a pass are settled");
  }

  @Override
  public WriteResult apply(KubeObject manifest, ApplyMode mode) {
    writes.incrementAndGet();
    return client.apply(manifest, mode);
  }

  @Override
  public WriteResult applyMarks(KubeObject manifest, String uid) {
    writes.incrementAndGet();
    return client.applyMarks(manifest, uid);
  }

  @Override
  public WriteResult giveUp(String manager, KubeObject object) {
    writes.incrementAndGet();
    return client.giveUp(manager, object);
  }

  @Override
  public boolean wouldCreate(KubeObject manifest) {
    return client.wouldCreate(manifest);
  }

  @Override
  public WriteResult applyStatus(KubeObject manifest) {
    writes.incrementAndGet();
    return client.applyStatus(manifest);
  }

  @Override
  public WriteResult delete(ObjectReference reference, String uid) {
    writes.incrementAndGet();
    return client.delete(reference, uid);
  }

  @Override
  public WriteResult removeFinalizer(KubeObject object, String finalizer) {
    writes.incrementAndGet();
    return client.removeFinalizer(object, finalizer);
  }

  @Override
  public WriteResult removeMarks(
      KubeObject object, Collection<String> labels, Collection<String> annotations) {
    writes.incrementAndGet();
    return client.removeMarks(object, labels, annotations);
  }

  @Override
  public ReadResult get(ObjectReference reference) {
    return client.get(reference);
  }
}
