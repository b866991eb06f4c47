package run.trellis.cluster;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once that the API server cannot be reached, and once that it can again; not once per watch.
 */
final class Outage {

  private static final Logger log = LoggerFactory.getLogger(Outage.class);

  private final AtomicBoolean on = new AtomicBoolean();

  void began(String why) {
    if (on.compareAndSet(false, true)) {
      log.warn("The API server cannot be reached: {}; trying again", why);
    }
  }

  void over() {
    if (on.compareAndSet(true, false)) {
      log.info("The API server is reached again");
    }
  }
}
