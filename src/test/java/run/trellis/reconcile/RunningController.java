package run.trellis.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import run.trellis.TrellisApplication;

/** The application as it is shipped, connected to a control plane, with quick settings. */
public final class RunningController implements AutoCloseable {

  /** Two controllers on one control plane would both reconcile everything: one class at a time. */
  public static final String LOCK = "the controller";

  private final ConfigurableApplicationContext context;

  private RunningController(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /** Starts one. */
  public static RunningController start(Path kubeconfig, String... properties) {
    String[] quick = {
      "spring.main.banner-mode=off",
      "trellis.cluster.backoff-min=20ms",
      "trellis.cluster.backoff-max=500ms",
      "trellis.cluster.missing-kind-memory=100ms",
      "trellis.reconcile.backoff-max=2s",
      "trellis.reconcile.deletion-patience=1s"
    };
    String[] all = Arrays.copyOf(quick, quick.length + properties.length);
    System.arraycopy(properties, 0, all, quick.length, properties.length);
    return new RunningController(
        new SpringApplicationBuilder(TrellisApplication.class)
            .web(WebApplicationType.NONE)
            .properties(all)
            .run("--trellis.cluster.kubeconfig=" + kubeconfig));
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  /** How many passes over instances have ended. */
  long passes() {
    return context.getBean(MeterRegistry.class).find("trellis.reconcile.passes").timers().stream()
        .filter(timer -> "instance".equals(timer.getId().getTag("of")))
        .mapToLong(Timer::count)
        .sum();
  }

  /** Whether a graph serves, all watches run, and nothing is left to do. */
  boolean isConverged(String graph) {
    GraphRegistry registry = context.getBean(GraphRegistry.class);
    LoopView loop = registry.loop();
    return registry.serving(graph).isPresent()
        && loop.watches().stream().allMatch(watch -> watch.synced())
        && loop.isIdle();
  }

  /** Whether the server was heard of lately by every watch of a kind. */
  boolean isFresh(String kind) {
    Instant lately = Instant.now().minusSeconds(4);
    return context.getBean(GraphRegistry.class).loop().watches().stream()
        .filter(watch -> watch.target().type().kind().equals(kind))
        .allMatch(watch -> watch.lastHeard().isAfter(lately));
  }

  @Override
  public void close() {
    context.close();
  }
}
