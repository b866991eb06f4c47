package run.trellis.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Writes kubeconfigs of one cluster and one user. */
final class Kubeconfigs {

  private Kubeconfigs() {}

  /** For a server that knows the caller by a bearer token. */
  static Path withToken(URI server, Path certificateAuthority, String token) {
    return write(server, "certificate-authority: " + certificateAuthority, Optional.of(token));
  }

  /** For a server without TLS, which knows the caller by a bearer token or not at all. */
  static Path plain(URI server, Optional<String> token) {
    return write(server, "", token);
  }

  private static Path write(URI server, String trust, Optional<String> token) {
    var text =
        """
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test}}]
        clusters:
        - name: test
          cluster:
            server: %s
            %s
        users:
        - name: test
          user: {%s}
        """
            .formatted(server, trust, token.map(it -> "token: " + it).orElse(""));
    try {
      var file = Files.createTempFile("trellis-test", ".kubeconfig");
      file.toFile().deleteOnExit();
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
