package run.trellis.reconcile;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Trellis reconciles.
 *
 * @param passes most passes at one time, of all graphs together
 * @param backoffMin longest pause before what failed once is tried again
 * @param backoffMax longest pause however often it failed
 * @param revisionsKept revisions that are kept of each graph, the newest; the one that serves is
 *     kept beside them; 0 keeps all
 * @param shutdownPatience how long passes under way may take to end when the process stops
 */
@ConfigurationProperties("trellis.reconcile")
public record ReconcileSettings(
    @DefaultValue("32") int passes,
    @DefaultValue("200ms") Duration backoffMin,
    @DefaultValue("2m") Duration backoffMax,
    @DefaultValue("5") int revisionsKept,
    @DefaultValue("20s") Duration shutdownPatience) {

  public ReconcileSettings {
    if (passes < 1) {
      throw new IllegalArgumentException("trellis.reconcile.passes must be at least 1");
    }
    if (!backoffMin.isPositive() || backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException(
          "trellis.reconcile.backoff-min must be above 0 and not above"
              + " trellis.reconcile.backoff-max");
    }
    if (revisionsKept < 0) {
      throw new IllegalArgumentException(
          "trellis.reconcile.revisions-kept must be 0, for all, or above");
    }
    if (shutdownPatience.isNegative()) {
      throw new IllegalArgumentException(
          "trellis.reconcile.shutdown-patience must not be negative");
    }
  }
}
