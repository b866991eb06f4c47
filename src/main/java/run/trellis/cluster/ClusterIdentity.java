package run.trellis.cluster;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.cluster.ApiRequest.Verb;

/** Which cluster this is, for people to read. */
public final class ClusterIdentity {

  private final String host;
  private final ApiServer server;
  private volatile @Nullable String version;

  ClusterIdentity(String address, ApiServer server) {
    URI uri = URI.create(address);
    // Without credentials and path, which an address may have.
    this.host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    this.server = server;
  }

  /** Host and port of the API server. */
  public String host() {
    return host;
  }

  /**
   * Version of the API server; empty if it does not say. Asked for once, when somebody first wants
   * to know.
   */
  public Optional<String> version() {
    if (version == null) {
      version = ask();
    }
    return Optional.ofNullable(version);
  }

  private @Nullable String ask() {
    try {
      String answer =
          JsonTree.textAt(
              server.send(ApiRequest.read(Verb.GET, "", "/version")).tree(), "gitVersion");
      return answer.isEmpty() ? null : answer;
    } catch (IOException unreachable) {
      return null;
    }
  }
}
