package run.trellis.reconcile.revision;

import java.time.Duration;
import java.util.Optional;
import run.trellis.api.Revision;

/** Whether a definition is stored. */
public sealed interface Stored {

  /** It is. */
  record As(Revision revision) implements Stored {}

  /**
   * It could not be; worth another try.
   *
   * @param message why, in a sentence
   */
  record Failed(String message, Optional<Duration> retryAfter) implements Stored {

    static Failed because(String message) {
      return new Failed(message, Optional.empty());
    }
  }
}
