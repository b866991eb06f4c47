package run.trellis.operate;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import run.trellis.cluster.ClusterNotConfigured;

/** Says in place of a stack trace that Trellis does not know its cluster. */
final class ClusterNotConfiguredAnalyzer extends AbstractFailureAnalyzer<ClusterNotConfigured> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, ClusterNotConfigured cause) {
    return new FailureAnalysis(
        "Trellis cannot connect to a cluster: " + cause.getMessage() + ".",
        """
        Name a kubeconfig that `kubectl --kubeconfig FILE get --raw /version` works with:
          - export KUBECONFIG=FILE, or
          - start with --trellis.cluster.kubeconfig=FILE.
        Without a cluster at hand, `make run` starts one.\
        """,
        cause);
  }
}
