package run.trellis.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import run.trellis.testing.AuditLog;
import run.trellis.testing.ControlPlane;
import run.trellis.testing.Kubectl;
import run.trellis.testing.WithControlPlane;

@WithControlPlane
class FloorIT {

  @Test
  void sendsWhatItClaimsAndNothingElse(ControlPlane controlPlane, Kubectl kubectl) {
    kubectl.apply(BenchGraphs.bundleDefinition());
    kubectl.resources(Bundle.API_VERSION, Bundle.KIND).whenServed();
    var mark = controlPlane.auditLog().mark();

    var result = new Floor(PlainClient.of(controlPlane.kubeconfig()), kubectl).measure(3, 2);

    assertThat(result.requestsPerSecond()).isPositive();
    assertThat(controlPlane.auditLog().since(mark))
        .filteredOn(entry -> entry.path().contains("fieldManager=floor"))
        .hasSize(3 * Floor.REQUESTS_PER_INSTANCE)
        .allMatch(entry -> entry.status() == 200 || entry.status() == 201)
        .extracting(AuditLog.Entry::resource)
        .contains("serviceaccounts", "configmaps", "secrets", "services", "bundles/status");
  }
}
