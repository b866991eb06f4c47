package run.trellis.cluster;

import io.kubernetes.client.openapi.ApiClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import okhttp3.OkHttpClient;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The way to a cluster for one command, which reads a few things of it and ends. */
public final class ClusterConnection implements AutoCloseable {

  private final OkHttpClient http;
  private final ClusterIdentity identity;
  private final KindDirectory kinds;
  private final OpenApiDocuments documents;

  private ClusterConnection(ApiClient client) {
    ClusterSettings settings =
        new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("trellis.cluster", ClusterSettings.class);
    Json json = new Json(new SharedTexts());
    ApiServer server =
        new ApiServer(client, settings, json, new ClusterMetrics(new SimpleMeterRegistry()));
    http = client.getHttpClient();
    identity = new ClusterIdentity(client.getBasePath(), server);
    kinds = new DiscoveredKinds(server, settings, InstantSource.system());
    documents = new OpenApiLoader(server, json);
  }

  /**
   * Finds the cluster as the controller does. Nothing is asked of it yet.
   *
   * @param kubeconfig file that says where it is; empty for {@code KUBECONFIG} or the user's own
   * @param context one of the contexts of that file; empty for its current one
   * @throws ClusterNotConfigured if there is none to be found
   */
  public static ClusterConnection open(String kubeconfig, String context) {
    Path home = Path.of(System.getProperty("user.home", ""));
    ApiClient client =
        new ClusterSearch(kubeconfig, context, System.getenv("KUBECONFIG"), home).builder().build();
    client.setUserAgent("trellis-cli");
    return new ClusterConnection(client);
  }

  public ClusterIdentity identity() {
    return identity;
  }

  public KindDirectory kinds() {
    return kinds;
  }

  public OpenApiDocuments documents() {
    return documents;
  }

  /** Lets go of connections and threads, which would keep the process for a minute. */
  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
