package run.trellis.architecture.offenders.reconcile;

import io.kubernetes.client.openapi.ApiClient;

class TalksToKubernetes {
  Object client() {
    return new ApiClient();
  }
}
