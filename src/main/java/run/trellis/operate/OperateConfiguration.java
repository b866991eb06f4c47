package run.trellis.operate;

import org.springframework.boot.actuate.autoconfigure.endpoint.web.WebEndpointProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;
import run.trellis.cluster.ClusterIdentity;

/** Wires what operators look at. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OperateSettings.class)
class OperateConfiguration {

  @Bean
  ClusterInfo clusterInfoContributor(ClusterIdentity cluster) {
    return new ClusterInfo(cluster);
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
