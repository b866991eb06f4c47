package run.trellis.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import run.trellis.cli.Checker.Checked;
import run.trellis.cluster.BundledCluster;
import run.trellis.cluster.ClusterConnection;
import run.trellis.cluster.ClusterNotConfigured;
import run.trellis.cluster.OpenApiDocuments.OpenApiUnavailable;
import run.trellis.graph.GraphCompiler;
import run.trellis.reconcile.graph.LiveCatalog;
import run.trellis.schema.SchemaCatalog;

/** The options that say which kinds are there besides those of the files. */
final class KnownKinds {

  @Option(
      names = "--cluster",
      description =
          "Take the kinds that a cluster serves, in place of the built-in kinds of Kubernetes that"
              + " come with Trellis. Only reads.")
  private boolean cluster;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      defaultValue = "",
      description =
          "Says where the cluster is; implies --cluster. Otherwise KUBECONFIG, or ~/.kube/config.")
  private String kubeconfig = "";

  @Option(
      names = "--context",
      paramLabel = "NAME",
      defaultValue = "",
      description = "The context of the kubeconfig, if not its current one; implies --cluster.")
  private String context = "";

  /**
   * Compiles the graphs of files with these kinds.
   *
   * @throws UnusableInput if the cluster cannot be asked
   */
  Checked check(Workspace workspace) {
    if (!cluster && kubeconfig.isEmpty() && context.isEmpty()) {
      BundledCluster bundled = new BundledCluster();
      return check(workspace, new LiveCatalog(bundled, bundled));
    }
    if (!kubeconfig.isEmpty() && !Files.isRegularFile(Path.of(kubeconfig))) {
      throw new UnusableInput(kubeconfig + " does not exist");
    }
    try (ClusterConnection connection = ClusterConnection.open(kubeconfig, context)) {
      if (connection.identity().version().isEmpty()) {
        throw new UnusableInput(
            "the cluster at " + connection.identity().host() + " does not answer");
      }
      return check(workspace, new LiveCatalog(connection.kinds(), connection.documents()));
    } catch (ClusterNotConfigured e) {
      throw new UnusableInput("no cluster: " + e.getMessage(), e);
    } catch (OpenApiUnavailable e) {
      throw new UnusableInput("the cluster does not give its schemas: " + e.getMessage(), e);
    }
  }

  private static Checked check(Workspace workspace, SchemaCatalog known) {
    return new Checker(GraphCompiler.ofAllLanguages(), known).check(workspace);
  }
}
