package run.trellis.operate;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What operators may ask of a running Trellis.
 *
 * @param openEndpoints endpoints that answer other machines too, by their names, such as
 *     prometheus; the probes always do, all else answers this machine only
 * @param staleAfter silence of the API server on any watch after which Trellis is not ready; longer
 *     than trellis.cluster.watch-silence, or ordinary silence counts as trouble
 * @param stuckAfter time without any progress, though there is work, after which Trellis is not
 *     alive and is started anew
 */
@ConfigurationProperties("trellis.operate")
public record OperateSettings(
    @DefaultValue Set<String> openEndpoints,
    @DefaultValue("80s") Duration staleAfter,
    @DefaultValue("5m") Duration stuckAfter) {

  public OperateSettings {
    openEndpoints = Set.copyOf(openEndpoints);
    requirePositive(staleAfter, "stale-after");
    requirePositive(stuckAfter, "stuck-after");
  }

  private static void requirePositive(Duration value, String name) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("trellis.operate." + name + " must be above 0");
    }
  }
}
