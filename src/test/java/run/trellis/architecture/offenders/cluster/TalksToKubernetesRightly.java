package run.trellis.architecture.offenders.cluster;

import io.kubernetes.client.openapi.ApiClient;

class TalksToKubernetesRightly {
  Object client() {
    return new ApiClient();
  }
}
