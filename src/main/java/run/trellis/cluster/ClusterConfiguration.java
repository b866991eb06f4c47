package run.trellis.cluster;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.util.ClientBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Wires the way to the cluster. Nothing here waits for the API server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterSettings.class)
class ClusterConfiguration {

  /**
   * From {@code KUBECONFIG}, the user's kubeconfig, or the pod's service account, in this order.
   */
  @Bean
  @ConditionalOnMissingBean
  ApiClient apiClient(ObjectProvider<BuildProperties> build) throws IOException {
    ApiClient client = ClientBuilder.standard().build();
    BuildProperties properties = build.getIfAvailable();
    client.setUserAgent("trellis/" + (properties == null ? "dev" : properties.getVersion()));
    return client;
  }

  @Bean
  SharedTexts sharedTexts() {
    return new SharedTexts();
  }

  @Bean
  Json json(SharedTexts texts) {
    return new Json(texts);
  }

  @Bean
  ClusterMetrics clusterMetrics(MeterRegistry registry) {
    return new ClusterMetrics(registry);
  }

  @Bean
  ApiServer apiServer(
      ApiClient client, ClusterSettings settings, Json json, ClusterMetrics metrics) {
    return new ApiServer(client, settings, json, metrics);
  }

  @Bean
  DiscoveredKinds kindDirectory(ApiServer server, ClusterSettings settings) {
    return new DiscoveredKinds(server, settings, InstantSource.system());
  }

  @Bean
  ApiObjectClient objectClient(ApiServer server, KindDirectory kinds) {
    return new ApiObjectClient(server, kinds);
  }

  @Bean
  WatchContext watchContext(
      ApiServer server,
      Json json,
      KindDirectory kinds,
      ClusterSettings settings,
      ClusterMetrics metrics) {
    return new WatchContext(
        new WatchLine(server, json, settings),
        kinds,
        settings,
        metrics,
        new Outage(),
        InstantSource.system());
  }

  @Bean
  SharedWatches watchRegistry(WatchContext context, SharedTexts texts) {
    return new SharedWatches(context, texts);
  }
}
