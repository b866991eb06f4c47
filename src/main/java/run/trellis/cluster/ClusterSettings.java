package run.trellis.cluster;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How Trellis behaves towards the API server.
 *
 * @param kubeconfig file that says where the cluster is; empty for {@code KUBECONFIG}, the user's
 *     own file or the pod's service account, whichever is there first
 * @param maxRequests requests under way at any moment, watches not counted; more wait their turn
 * @param maxLists initial lists under way at any moment; bounds memory when many watches start
 * @param connectTimeout for a connection to come about
 * @param requestTimeout for a request as a whole, waiting its turn included
 * @param pingInterval how often an idle HTTP/2 connection is asked for a sign of life
 * @param watchSilence after which a watch that said nothing is given up; longer than the minute
 *     that the API server leaves between bookmarks
 * @param watchLifeMin shortest time that a watch is asked to last
 * @param watchLifeMax longest time that a watch is asked to last
 * @param backoffMin first pause after a watch broke
 * @param backoffMax longest pause between two tries of a watch
 * @param pageSize objects per page, where lists are paged
 * @param streamingLists whether watches begin with a streaming list where the server has it
 * @param missingKindMemory how long it is remembered that a kind is not served
 * @param eventQueue events that wait to be written; more are dropped and counted
 * @param eventRepeat shortest time between two writes of the same event; repeats in between are
 *     counted
 * @param eventPause shortest pause after an event that was written; it grows with the time that the
 *     API server needs, so that events never take more than a fifth of it
 */
@ConfigurationProperties("trellis.cluster")
public record ClusterSettings(
    @DefaultValue("") String kubeconfig,
    @DefaultValue("64") int maxRequests,
    @DefaultValue("8") int maxLists,
    @DefaultValue("10s") Duration connectTimeout,
    @DefaultValue("30s") Duration requestTimeout,
    @DefaultValue("15s") Duration pingInterval,
    @DefaultValue("75s") Duration watchSilence,
    @DefaultValue("5m") Duration watchLifeMin,
    @DefaultValue("10m") Duration watchLifeMax,
    @DefaultValue("500ms") Duration backoffMin,
    @DefaultValue("30s") Duration backoffMax,
    @DefaultValue("500") int pageSize,
    @DefaultValue("true") boolean streamingLists,
    @DefaultValue("2s") Duration missingKindMemory,
    @DefaultValue("1000") int eventQueue,
    @DefaultValue("30s") Duration eventRepeat,
    @DefaultValue("10ms") Duration eventPause) {

  public ClusterSettings {
    requirePositive(maxRequests, "max-requests");
    requirePositive(maxLists, "max-lists");
    requirePositive(pageSize, "page-size");
    requirePositive(eventQueue, "event-queue");
    requirePositive(connectTimeout, "connect-timeout");
    requirePositive(requestTimeout, "request-timeout");
    requirePositive(pingInterval, "ping-interval");
    requirePositive(watchSilence, "watch-silence");
    requirePositive(backoffMin, "backoff-min");
    requirePositive(missingKindMemory, "missing-kind-memory");
    requirePositive(eventRepeat, "event-repeat");
    requirePositive(eventPause, "event-pause");
    requireOrder(watchLifeMin, "watch-life-min", watchLifeMax, "watch-life-max");
    requireOrder(backoffMin, "backoff-min", backoffMax, "backoff-max");
    if (watchLifeMin.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException("trellis.cluster.watch-life-min must be at least 1s");
    }
  }

  private static void requirePositive(int value, String name) {
    if (value <= 0) {
      throw new IllegalArgumentException("trellis.cluster." + name + " must be above 0");
    }
  }

  private static void requirePositive(Duration value, String name) {
    if (!value.isPositive()) {
      throw new IllegalArgumentException("trellis.cluster." + name + " must be above 0");
    }
  }

  private static void requireOrder(Duration low, String lowName, Duration high, String highName) {
    if (low.compareTo(high) > 0) {
      throw new IllegalArgumentException(
          "trellis.cluster." + lowName + " must not be above trellis.cluster." + highName);
    }
  }
}
