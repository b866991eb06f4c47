package run.trellis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import run.trellis.api.JsonTree;
import run.trellis.api.YamlDocument;

/**
 * Trellis installed as its users install it, {@code kubectl apply -k config/default}: definitions,
 * namespace, service account and least rights. Only the controller itself is left out, because
 * tests start their own.
 */
public final class Installation {

  public static final String NAMESPACE = "trellis-system";
  public static final String SERVICE_ACCOUNT = "trellis";

  /** How the audit log calls the controller. */
  public static final String USER = "system:serviceaccount:" + NAMESPACE + ":" + SERVICE_ACCOUNT;

  private static final Set<String> CONTROLLER = Set.of("Deployment", "Service");

  private Installation() {}

  /** Installs Trellis, and returns a kubeconfig with the rights of its service account. */
  public static Path on(ControlPlane controlPlane) {
    var kubectl = controlPlane.kubectl();
    for (var document : YamlDocument.readAll(kustomize("config/default"))) {
      if (!CONTROLLER.contains(JsonTree.textAt(document.tree(), "kind"))) {
        kubectl.apply(document.tree());
      }
    }
    kubectl.resources("trellis.run/v1alpha1", "ResourceGraph").whenServed();
    kubectl.resources("trellis.run/v1alpha1", "GraphRevision").whenServed();
    return controlPlane.kubeconfigOf(NAMESPACE, SERVICE_ACCOUNT);
  }

  /** Everything a kustomization of this repository brings, as YAML. */
  public static String kustomize(String directory) {
    return kubectl(Map.of(), "kustomize", LocalCluster.root().resolve(directory).toString());
  }

  /**
   * Runs the command kubectl itself, for what is promised of it, and returns what it printed.
   *
   * @throws IllegalStateException with its messages if it failed
   */
  public static String kubectl(Path kubeconfig, String... arguments) {
    return kubectl(Map.of("KUBECONFIG", kubeconfig.toString()), arguments);
  }

  private static String kubectl(Map<String, String> environment, String... arguments) {
    var kubectl = Path.of(LocalCluster.run("kubectl")).resolve("kubectl");
    var outcome = LocalCluster.attempt(kubectl, environment, arguments);
    if (outcome.exitCode() != 0) {
      throw new IllegalStateException(outcome.messages());
    }
    return outcome.output();
  }

  /** A file of this repository. */
  public static String file(String path) {
    try {
      return Files.readString(LocalCluster.root().resolve(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
