package run.trellis.reconcile;

import java.time.Duration;
import java.util.List;
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
 * @param deletionPatience how long an object may take to go before the status names who holds it
 * @param collectionItems most objects of one collection
 * @param collectionDimensions most dimensions of one collection
 * @param formerFieldManagers names under which objects were applied before by server-side apply,
 *     such as by a pipeline whose objects Trellis adopted; what only they say of an object goes
 */
@ConfigurationProperties("trellis.reconcile")
public record ReconcileSettings(
    @DefaultValue("32") int passes,
    @DefaultValue("200ms") Duration backoffMin,
    @DefaultValue("2m") Duration backoffMax,
    @DefaultValue("5") int revisionsKept,
    @DefaultValue("20s") Duration shutdownPatience,
    @DefaultValue("10s") Duration deletionPatience,
    @DefaultValue("1000") int collectionItems,
    @DefaultValue("10") int collectionDimensions,
    @DefaultValue List<String> formerFieldManagers) {

  public ReconcileSettings {
    formerFieldManagers = List.copyOf(formerFieldManagers);
    requirePositive(passes, "passes");
    requirePositive(collectionItems, "collection-items");
    requirePositive(collectionDimensions, "collection-dimensions");
    if (!backoffMin.isPositive() || backoffMax.compareTo(backoffMin) < 0) {
      throw new IllegalArgumentException(
          "trellis.reconcile.backoff-min must be above 0 and not above"
              + " trellis.reconcile.backoff-max");
    }
    if (revisionsKept < 0) {
      throw new IllegalArgumentException(
          "trellis.reconcile.revisions-kept must be 0, for all, or above");
    }
    requireNotNegative(shutdownPatience, "shutdown-patience");
    requireNotNegative(deletionPatience, "deletion-patience");
  }

  private static void requirePositive(int value, String name) {
    if (value < 1) {
      throw new IllegalArgumentException("trellis.reconcile." + name + " must be at least 1");
    }
  }

  private static void requireNotNegative(Duration value, String name) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("trellis.reconcile." + name + " must not be negative");
    }
  }
}
