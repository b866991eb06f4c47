package run.trellis.cluster;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.openapi.models.V1ObjectMeta;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.trellis.TrellisDialect;

/** A graph as the client library's controllers want to see it: as a class of its own. */
final class GraphResource implements KubernetesObject {

  static final GroupVersionKind TYPE = TrellisDialect.VALUE.definition();

  private final KubeObject object;

  GraphResource(KubeObject object) {
    this.object = object;
  }

  KubeObject object() {
    return object;
  }

  @Override
  public V1ObjectMeta getMetadata() {
    return new V1ObjectMeta()
        .name(object.name())
        .uid(object.uid())
        .resourceVersion(object.resourceVersion())
        .generation(object.generation());
  }

  @Override
  public String getApiVersion() {
    return TYPE.apiVersion();
  }

  @Override
  public String getKind() {
    return TYPE.kind();
  }
}
