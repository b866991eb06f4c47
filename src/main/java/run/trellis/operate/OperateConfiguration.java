package run.trellis.operate;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.info.BuildProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import run.trellis.cluster.ClusterIdentity;
import run.trellis.reconcile.GraphRegistry;

/** Wires what operators look at. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperateSettings.class)
@EnableScheduling
class OperateConfiguration {

  private final InstantSource clock = InstantSource.system();

  @Bean
  ReadModel readModel(GraphRegistry registry) {
    return new ControllerModel(registry);
  }

  @Bean
  GraphsEndpoint graphsEndpoint(ReadModel model) {
    return new GraphsEndpoint(model);
  }

  @Bean
  LoopHealth loopHealthIndicator(ReadModel model, OperateSettings settings) {
    return new LoopHealth(model, settings, clock);
  }

  @Bean
  CacheHealth cachesHealthIndicator(ReadModel model, OperateSettings settings) {
    return new CacheHealth(model, settings, clock);
  }

  @Bean
  FleetMetrics fleetMetrics(ReadModel model, MeterRegistry registry) {
    return new FleetMetrics(model, registry, clock);
  }

  @Bean
  ClusterInfo clusterInfoContributor(ClusterIdentity cluster) {
    return new ClusterInfo(cluster);
  }

  @Bean
  StartReport startReport(
      ObjectProvider<BuildProperties> build,
      ClusterIdentity cluster,
      CacheHealth caches,
      ReadModel model) {
    BuildProperties properties = build.getIfAvailable();
    String version = properties == null ? "dev" : properties.getVersion();
    return new StartReport(version == null ? "dev" : version, cluster, caches, model);
  }

  /** What guards the web server, where there is one. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class WebConfiguration {

    @Bean
    FilterRegistrationBean<LocalOnly> localOnly(
        WebEndpointProperties endpoints, OperateSettings settings, Environment environment) {
      if (environment.containsProperty("management.server.port")) {
        throw new MisplacedPort();
      }
      var filter =
          new FilterRegistrationBean<>(
              new LocalOnly(endpoints.getBasePath(), settings.openEndpoints()));
      filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
      return filter;
    }
  }
}
