package run.trellis.cluster;

import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.Config;
import io.kubernetes.client.util.KubeConfig;
import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where the cluster is. Stricter than the client library, which goes on to another
 * cluster if the file that was named is not there, and to a port of this machine if nothing is.
 *
 * @param named file of the setting; empty if it is not set
 * @param context context of the file to take; empty for its current one
 * @param variable value of {@code KUBECONFIG}
 * @param home directory of the user
 */
record ClusterSearch(String named, String context, @Nullable String variable, Path home) {

  /** In the current context. */
  ClusterSearch(String named, @Nullable String variable, Path home) {
    this(named, "", variable, home);
  }

  /**
   * What connects to the cluster.
   *
   * @throws ClusterNotConfigured if there is none to be found
   */
  ClientBuilder builder() {
    if (!named.isEmpty()) {
      requireFile(Path.of(named), "trellis.cluster.kubeconfig");
      return parsed(named, () -> ofFile(new File(named)));
    }
    if (variable != null && !variable.isBlank()) {
      File first =
          Arrays.stream(variable.split(File.pathSeparator, -1))
              .filter(ClusterSearch::isFile)
              .map(File::new)
              .findFirst()
              .orElseThrow(
                  () ->
                      new ClusterNotConfigured(
                          "KUBECONFIG names " + variable + ", which does not exist"));
      return parsed(variable, context.isEmpty() ? ClientBuilder::standard : () -> ofFile(first));
    }
    Path own = home.resolve(".kube").resolve("config");
    if (!context.isEmpty() && Files.exists(own)) {
      return parsed(own.toString(), () -> ofFile(own.toFile()));
    }
    ClientBuilder found = parsed(own.toString(), ClientBuilder::standard);
    if (found.getBasePath().equals(Config.DEFAULT_FALLBACK_HOST) && !Files.exists(own)) {
      throw new ClusterNotConfigured(
          "nothing says where the cluster is: KUBECONFIG is not set, there is no "
              + own
              + ", and this is no pod with a service account");
    }
    return found;
  }

  private static boolean isFile(String path) {
    return !path.isBlank() && Files.isRegularFile(Path.of(path));
  }

  private static void requireFile(Path file, String setting) {
    if (!Files.isRegularFile(file)) {
      throw new ClusterNotConfigured(setting + " names " + file + ", which does not exist");
    }
  }

  private ClientBuilder ofFile(File file) throws IOException {
    try (Reader reader = Files.newBufferedReader(file.toPath())) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      if (!context.isEmpty() && !config.setContext(context)) {
        throw new ClusterNotConfigured("there is no context " + context + " in " + file);
      }
      // Certificates may be named relative to it.
      config.setFile(file);
      return ClientBuilder.kubeconfig(config);
    }
  }

  /** Reading a kubeconfig. */
  private interface Reading {
    ClientBuilder read() throws IOException;
  }

  /** Whatever the parser of the client library throws, it is about the file. */
  private static ClientBuilder parsed(String file, Reading reading) {
    try {
      return reading.read();
    } catch (ClusterNotConfigured known) {
      throw known;
    } catch (IOException | RuntimeException unreadable) {
      throw new ClusterNotConfigured(
          "the kubeconfig " + file + " cannot be used: " + firstLine(unreadable), unreadable);
    }
  }

  private static String firstLine(Exception failure) {
    String message = failure.getMessage();
    return message == null || message.isBlank()
        ? failure.getClass().getSimpleName()
        : message.lines().findFirst().orElseThrow();
  }
}
