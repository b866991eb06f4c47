package run.trellis.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
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
   * @param fields paths of the fields whose values it found wrong when it validated the object
   */
  record Refused(Reason reason, String message, Optional<Duration> retryAfter, List<String> fields)
      implements WriteResult {

    /** Who refused, in the server's words: names only, nothing that was sent. */
    private static final Pattern WHO =
        Pattern.compile(
            "admission webhook \"[^\"]+\" denied the request|failed calling webhook \"[^\"]+\""
                + "|ValidatingAdmissionPolicy '[^']+'( with binding '[^']+')? denied request"
                + "|exceeded quota: [-.a-z0-9]+"
                + "|(etcdserver: )?[Rr]equest (entity )?(is )?too large|message larger than max");

    /** How the server's own kinds put it that a field keeps its first value. */
    private static final Pattern IMMUTABLE =
        Pattern.compile("immutable|may not (be )?change|updates to .* are forbidden");

    public Refused {
      fields = List.copyOf(fields);
    }

    public Refused(Reason reason, String message, Optional<Duration> retryAfter) {
      this(reason, message, retryAfter, List.of());
    }

    /** The same refusal, with a way out where a field cannot be changed once it is set. */
    public Refused withHint() {
      return IMMUTABLE.matcher(message).find()
          ? new Refused(
              reason,
              message + "; lifecycle.replace: Recreate would delete and create it again",
              retryAfter,
              fields)
          : this;
    }

    /**
     * The same refusal without anything that the server may have quoted of what was sent. For
     * objects into which secret values flow; refusals of Secrets come like this already.
     */
    public Refused withoutValues() {
      return switch (reason) {
        // About rights and paths, which the server tells before it looks at the content.
        case APPLY_FORBIDDEN, KIND_MISSING, NAMESPACE_MISSING -> this;
        default ->
            new Refused(
                reason,
                whatIsWrong() + "; its words are withheld, because they may quote a Secret",
                retryAfter,
                fields);
      };
    }

    private String whatIsWrong() {
      if (!fields.isEmpty()) {
        return "the API server refuses " + String.join(", ", fields);
      }
      Matcher who = WHO.matcher(message);
      return who.find() ? who.group() : "the API server refused it";
    }
  }
}
