package run.trellis.cluster;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import run.trellis.api.KubeObject;
import run.trellis.api.Reason;

/** What a write came to. */
public sealed interface WriteResult {

  /** Done; the object as the server answered it, and whether it differs from before. */
  record Done(KubeObject object) implements WriteResult {}

  /** The precondition did not hold: something exists that should not, or has another uid. */
  record Conflict(String message) implements WriteResult {}

  /** What the write was for does not exist (any more). */
  record Gone() implements WriteResult {}

  /**
   * The server refused, or could not be asked.
   *
   * @param reason stable code
   * @param message the server's words, in a sentence
   * @param retryAfter how long the server asked to wait
   */
  record Refused(Reason reason, String message, Optional<Duration> retryAfter)
      implements WriteResult {

    /** Where in its messages the server begins to quote what was sent. */
    private static final Pattern QUOTATION =
        Pattern.compile(
            "(?s)( value|denied the request|denied request|error decoding from json|unmarshal"
                + "|expected [a-z]+[^,]*, got): .*");

    /**
     * The same refusal, cut off where the server begins to quote what was sent. For objects into
     * which secret values flow; refusals of Secrets come like this already.
     */
    public Refused withoutValues() {
      String cut = QUOTATION.matcher(message).replaceFirst("$1 (values withheld)");
      return new Refused(reason, cut, retryAfter);
    }
  }
}
