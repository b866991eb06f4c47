package run.trellis.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import run.trellis.testing.Kubectl;

/** Waiting for what takes its time on a loaded machine. */
final class Patience {

  static final Duration LONGEST = Duration.ofMinutes(10);

  private Patience() {}

  static void until(String what, Callable<Boolean> done) {
    Awaitility.await(what)
        .atMost(LONGEST)
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(20))
        .until(done);
  }

  static void untilAbsent(Kubectl.Resources resources, String name) {
    until(resources + " " + name + " to be gone", () -> resources.find(name).isEmpty());
  }
}
