package run.trellis.cluster;

/** Nothing says where the cluster is, or what says so cannot be read. Ends the start. */
public final class ClusterNotConfigured extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ClusterNotConfigured(String message) {
    super(message);
  }

  ClusterNotConfigured(String message, Throwable cause) {
    super(message, cause);
  }
}
