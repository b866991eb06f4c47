package run.trellis.operate;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Scheduled;
import run.trellis.cluster.ClusterIdentity;

/** Says what was started, in one line; and if it is not ready soon, why not and what to do. */
final class StartReport {

  private static final Logger log = LoggerFactory.getLogger(StartReport.class);

  private final String version;
  private final ClusterIdentity cluster;
  private final CacheHealth caches;
  private final ReadModel model;

  StartReport(String version, ClusterIdentity cluster, CacheHealth caches, ReadModel model) {
    this.version = version;
    this.cluster = cluster;
    this.caches = caches;
    this.model = model;
  }

  @EventListener
  void started(ApplicationReadyEvent event) {
    Environment environment = event.getApplicationContext().getEnvironment();
    Duration taken = event.getTimeTaken();
    Map<String, String> changed = ChangedSettings.of(event.getApplicationContext());
    log.info(
        "Trellis {} on Java {}, cluster {}, management {}, started in {}{}",
        version,
        Runtime.version().feature(),
        cluster.host(),
        environment.getProperty("server.address", "*")
            + ":"
            + environment.getProperty("local.server.port", "-"),
        taken == null ? "no time" : taken.toMillis() + " ms",
        changed.isEmpty() ? "" : ", settings: " + display(changed));
  }

  @Scheduled(initialDelay = 10, timeUnit = TimeUnit.SECONDS)
  void lookOnce() {
    var health = caches.health();
    if (health.getStatus().equals(Status.UP)) {
      return;
    }
    log.warn(
        "Not ready yet; it waits for {}. {}",
        health.getDetails().get("waitsFor"),
        StartAdvice.on(model.loop().watches(), cluster.host()));
  }

  private static String display(Map<String, String> settings) {
    return settings.entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue())
        .collect(Collectors.joining(" "));
  }
}
