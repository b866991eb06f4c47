package run.trellis.bench;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import run.trellis.testing.AuditLog;
import run.trellis.testing.Installation;

/**
 * The controller's requests, as the API server's audit log knows them: all verbs, also those that
 * failed. Watches are not counted, as they last, nor is the lease, which is renewed whatever
 * happens.
 */
record RequestLog(AuditLog log) {

  /**
   * Requests in a stretch of time.
   *
   * @param byKind number by verb and resource, such as {@code patch configmaps}
   */
  record Count(Map<String, Long> byKind) {

    long total() {
      return byKind.values().stream().mapToLong(Long::longValue).sum();
    }

    double per(int instances) {
      return (double) total() / instances;
    }

    /** Without events, and without what the status of the graph says of its instances. */
    Count onInstances() {
      var kinds = new TreeMap<String, Long>(byKind);
      kinds.keySet().removeIf(kind -> kind.endsWith(" events") || kind.contains("resourcegraphs"));
      return new Count(kinds);
    }
  }

  AuditLog.Mark mark() {
    return log.mark();
  }

  Count since(AuditLog.Mark mark) {
    return new Count(
        log.since(mark).stream()
            .filter(entry -> entry.user().equals(Installation.USER))
            .filter(entry -> !entry.verb().equals("watch") && !entry.resource().equals("leases"))
            .collect(Collectors.groupingBy(RequestLog::kind, TreeMap::new, Collectors.counting())));
  }

  private static String kind(AuditLog.Entry entry) {
    var what = entry.resource().isEmpty() ? entry.path() : entry.resource();
    return entry.verb() + " " + what;
  }
}
