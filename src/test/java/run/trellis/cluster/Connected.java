package run.trellis.cluster;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import run.trellis.api.trellis.TrellisDialect;

/** The package as the application wires it, connected to a control plane, with quick settings. */
final class Connected implements AutoCloseable {

  static final Map<String, String> QUICK =
      Map.of(
          "trellis.cluster.backoff-min", "20ms",
          "trellis.cluster.backoff-max", "500ms",
          "trellis.cluster.missing-kind-memory", "100ms");

  final MeterRegistry meters = new SimpleMeterRegistry();
  final SharedTexts texts = new SharedTexts();
  final Json json = new Json(texts);
  final ClusterMetrics metrics = new ClusterMetrics(meters);
  final ClusterSettings settings;
  final ApiServer server;
  final DiscoveredKinds kinds;
  final ApiObjectClient objects;
  final SharedWatches watches;
  final WatchContext context;

  private Connected(Path kubeconfig, Map<String, String> more) {
    settings = settings(more);
    server = new ApiServer(client(kubeconfig), settings, json, metrics);
    kinds = new DiscoveredKinds(server, settings, InstantSource.system());
    objects = new ApiObjectClient(server, kinds, TrellisDialect.VALUE.managers());
    context =
        new WatchContext(
            new WatchLine(server, json, settings),
            kinds,
            settings,
            metrics,
            new Outage(),
            InstantSource.system());
    watches = new SharedWatches(context, texts);
  }

  static Connected to(Path kubeconfig) {
    return new Connected(kubeconfig, Map.of());
  }

  /** With settings by their names in configuration files, without the prefix. */
  static Connected to(Path kubeconfig, Map<String, String> settings) {
    return new Connected(kubeconfig, settings);
  }

  static ClusterSettings settings(Map<String, String> more) {
    Map<String, String> all = new HashMap<>(QUICK);
    more.forEach((name, value) -> all.put("trellis.cluster." + name, value));
    return new Binder(new MapConfigurationPropertySource(all))
        .bindOrCreate("trellis.cluster", ClusterSettings.class);
  }

  static ApiClient client(Path kubeconfig) {
    try (var reader = Files.newBufferedReader(kubeconfig)) {
      KubeConfig config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      return ClientBuilder.kubeconfig(config).build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Begins to notice new kinds, until it is closed. */
  Definitions definitions() {
    DefinitionWatch watch = new DefinitionWatch(kinds, new OpenApiLoader(server, json), context);
    watch.start();
    return new Definitions(watch);
  }

  /** Notices new kinds. */
  record Definitions(DefinitionWatch watch) implements AutoCloseable {

    boolean isListed() {
      return watch.isListed();
    }

    @Override
    public void close() {
      watch.stop();
    }
  }

  @Override
  public void close() {
    watches.close();
  }
}
