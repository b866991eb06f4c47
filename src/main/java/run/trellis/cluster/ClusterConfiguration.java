package run.trellis.cluster;

import io.kubernetes.client.extended.controller.Controller;
import io.kubernetes.client.informer.SharedInformerFactory;
import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.spring.extended.controller.KubernetesReconcilerProcessor;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import run.trellis.api.trellis.TrellisDialect;

/** Wires the way to the cluster. Nothing here waits for the API server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClusterSettings.class)
class ClusterConfiguration {

  /**
   * From {@code KUBECONFIG}, the user's kubeconfig, or the pod's service account, in this order.
   */
  @Bean
  @ConditionalOnMissingBean
  ApiClient apiClient(ClusterSettings settings, ObjectProvider<BuildProperties> build) {
    Path home = Path.of(System.getProperty("user.home", ""));
    ClusterSearch search =
        new ClusterSearch(settings.kubeconfig(), System.getenv("KUBECONFIG"), home);
    ApiClient client = search.builder().build();
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
  ClusterIdentity clusterIdentity(ApiClient client, ApiServer server) {
    return new ClusterIdentity(client.getBasePath(), server);
  }

  @Bean
  DiscoveredKinds kindDirectory(ApiServer server, ClusterSettings settings) {
    return new DiscoveredKinds(server, settings, InstantSource.system());
  }

  @Bean
  ApiObjectClient objectClient(ApiServer server, KindDirectory kinds) {
    return new ApiObjectClient(server, kinds, TrellisDialect.VALUE.managers());
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

  @Bean
  DefinitionWatch definitionWatch(
      DiscoveredKinds kinds, OpenApiLoader schemas, WatchContext context) {
    return new DefinitionWatch(kinds, schemas, context);
  }

  @Bean
  OpenApiLoader openApiDocuments(ApiServer server, Json json) {
    return new OpenApiLoader(server, json);
  }

  @Bean
  QueuedEvents eventRecorder(
      ApiServer server,
      ClusterSettings settings,
      ClusterMetrics metrics,
      @Value("${HOSTNAME:trellis}") String instance) {
    InstantSource clock = InstantSource.system();
    return new QueuedEvents(
        settings, new EventSeries(server, settings, metrics, clock, instance), metrics, clock);
  }

  // --- The graphs, declared in the client library's way; its processor finds these by type and
  // name ---

  @Bean
  @SuppressWarnings("deprecation") // has no successor
  static KubernetesReconcilerProcessor kubernetesReconcilerProcessor() {
    return new KubernetesReconcilerProcessor();
  }

  @Bean
  GraphInformer graphInformer(WatchRegistry watches) {
    return new GraphInformer(watches);
  }

  @Bean
  SharedInformerFactory sharedInformerFactory(ApiClient client, GraphInformer graphs) {
    return new GraphInformers(client, graphs);
  }

  @Bean
  GraphTrigger graphTrigger() {
    return new GraphTrigger();
  }

  @Bean
  WatchedGraphs graphFeed(
      GraphInformer graphs,
      GraphTrigger trigger,
      SharedInformerFactory informers,
      ObjectProvider<Controller> controllers) {
    return new WatchedGraphs(graphs, trigger, informers, controllers);
  }
}
