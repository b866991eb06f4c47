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
    var kubectl = Path.of(LocalCluster.run("kubectl")).resolve("kubectl");
    var kustomization = LocalCluster.root().resolve(directory).toString();
    var outcome = LocalCluster.attempt(kubectl, Map.of(), "kustomize", kustomization);
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
