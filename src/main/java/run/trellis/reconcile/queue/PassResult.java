package run.trellis.reconcile.queue;

import java.time.Duration;
import java.util.Optional;

/** What a pass came to, as far as its queue must know. */
public sealed interface PassResult {

  PassResult DONE = new Done();
  PassResult GONE = new Gone();

  /** Nothing left to do until something changes. */
  record Done() implements PassResult {}

  /** Worth another look after a while, even if nothing changes. */
  record Recheck(Duration after) implements PassResult {}

  /**
   * Did not succeed; tried again with growing delays.
   *
   * @param retryAfter how long the server asked to wait; nothing starts a pass before
   */
  record Failed(Optional<Duration> retryAfter) implements PassResult {

    public static Failed plain() {
      return new Failed(Optional.empty());
    }
  }

  /** What the key stands for does not exist any more. */
  record Gone() implements PassResult {}
}
