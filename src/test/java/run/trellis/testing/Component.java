package run.trellis.testing;

/** The processes a control plane is made of. */
public enum Component {
  ETCD("etcd"),
  API_SERVER("kube-apiserver"),
  CONTROLLER_MANAGER("kube-controller-manager"),
  SCHEDULER("kube-scheduler"),
  /** Plays the nodes: pods that are scheduled run, without any container. */
  NODES("kwok-controller");

  private final String id;

  Component(String id) {
    this.id = id;
  }

  /** The name of the process, of its log and of its pid file. */
  String id() {
    return id;
  }
}
