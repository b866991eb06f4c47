package run.trellis.reconcile.graph;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import run.trellis.api.Problem;

/** How far the API of a graph got. */
sealed interface Publication {

  /** Served. */
  record Served() implements Publication {}

  /** On its way; the watch tells when it gets there. */
  record Pending(String message) implements Publication {}

  /** Must not be published. */
  record Refused(List<Problem> problems) implements Publication {
    public Refused {
      problems = List.copyOf(problems);
    }

    static Refused of(Problem problem) {
      return new Refused(List.of(problem));
    }
  }

  /**
   * Its API is served, but the definition cannot serve: it could not be stored as a revision, or
   * read from one.
   */
  record Unrecorded(String message, Optional<Duration> retryAfter) implements Publication {}

  /** A request did not succeed; it is tried again. */
  record Failed(String message, Optional<Duration> retryAfter) implements Publication {}
}
