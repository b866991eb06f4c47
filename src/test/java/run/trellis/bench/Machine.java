package run.trellis.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What the benchmark ran on.
 *
 * @param load processes that wanted to run while it started, averaged over a minute: whatever else
 *     the machine was busy with
 */
record Machine(int processors, String system, String java, String kubernetes, double load) {

  static Machine here(String kubernetes) {
    var system = ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        system.getAvailableProcessors(),
        system.getName() + " " + system.getArch(),
        Runtime.version().toString(),
        kubernetes,
        system.getSystemLoadAverage());
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d processors (load %.1f at the start), %s, Java %s, Kubernetes %s",
        processors,
        load,
        system,
        java,
        kubernetes);
  }
}
