package run.trellis.cluster;

import run.trellis.api.KubeObject;

/**
 * Order of resource versions. They grow with every change of any object of a kind; those of servers
 * that keep to no number have no order.
 */
final class Version {

  static final long UNKNOWN = -1;

  private Version() {}

  /** The number of a version, {@link #UNKNOWN} if it is none. */
  static long of(String version) {
    if (version.isEmpty() || version.length() > 18) {
      return UNKNOWN;
    }
    long number = 0;
    for (int i = 0; i < version.length(); i++) {
      char digit = version.charAt(i);
      if (digit < '0' || digit > '9') {
        return UNKNOWN;
      }
      number = 10 * number + digit - '0';
    }
    return number;
  }

  static long of(KubeObject object) {
    return of(object.resourceVersion());
  }

  /** Whether the first is certainly older than the second. */
  static boolean isOlder(long first, long second) {
    return first != UNKNOWN && second != UNKNOWN && first < second;
  }

  /** Whether the first is certainly as new as the second, or newer. */
  static boolean hasReached(long first, long second) {
    return first != UNKNOWN && second != UNKNOWN && first >= second;
  }
}
