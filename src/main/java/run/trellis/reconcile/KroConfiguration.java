package run.trellis.reconcile;

import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import run.trellis.api.kro.KroDialect;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.SubscribedGraphs;
import run.trellis.cluster.WatchRegistry;

/** Switches the kro dialect on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(KroSettings.class)
class KroConfiguration {

  @Bean
  @ConditionalOnBooleanProperty(name = "trellis.kro.enabled", matchIfMissing = true)
  SubscribedGraphs kroGraphs(WatchRegistry watches, KindDirectory kinds, KroSettings settings) {
    return new SubscribedGraphs(
        KroDialect.VALUE.withApiOutlivingGraph(!settings.allowCrdDeletion()), watches, kinds);
  }
}
