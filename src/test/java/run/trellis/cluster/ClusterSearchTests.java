package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterSearchTests {

  @TempDir Path home;

  @Test
  void takesTheFileThatTheSettingNames() throws IOException {
    Path file = kubeconfig("https://10.0.0.1:6443");
    var search = new ClusterSearch(file.toString(), "elsewhere", home);
    assertThat(search.builder().getBasePath()).isEqualTo("https://10.0.0.1:6443");
  }

  @Test
  void doesNotGoOnToAnotherClusterWhereTheNamedFileIsMissing() {
    assertThatExceptionOfType(ClusterNotConfigured.class)
        .isThrownBy(() -> new ClusterSearch(home + "/none", null, home).builder())
        .withMessageContaining("trellis.cluster.kubeconfig names " + home + "/none");
    assertThatExceptionOfType(ClusterNotConfigured.class)
        .isThrownBy(() -> new ClusterSearch("", home + "/none", home).builder())
        .withMessageContaining("KUBECONFIG names " + home + "/none, which does not exist");
  }

  @Test
  void saysWhichFileCannotBeUsed() throws IOException {
    Path file = Files.writeString(home.resolve("config"), "clusters: [");
    assertThatExceptionOfType(ClusterNotConfigured.class)
        .isThrownBy(() -> new ClusterSearch(file.toString(), null, home).builder())
        .withMessageContaining("the kubeconfig " + file + " cannot be used");
  }

  @Test
  void readsNoAddressIntoAnEmptyFile() throws IOException {
    Path file = Files.writeString(home.resolve("config"), "");
    assertThatExceptionOfType(ClusterNotConfigured.class)
        .isThrownBy(() -> new ClusterSearch(file.toString(), null, home).builder());
  }

  private Path kubeconfig(String server) throws IOException {
    return Files.writeString(
        home.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        clusters: [{name: here, cluster: {server: "%s"}}]
        users: [{name: me, user: {token: secret}}]
        contexts: [{name: here, context: {cluster: here, user: me}}]
        current-context: here
        """
            .formatted(server));
  }
}
