package run.trellis.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import run.trellis.api.JsonTree;
import run.trellis.api.Reason;
import run.trellis.cluster.ApiAnswer.Cause;

/** Tells from the API server's words what a refused request means to Trellis. */
final class Refusals {

  private static final int MAX_MESSAGE = 1_000;
  private static final int MAX_CAUSES = 8;

  /** How the authorizer, and only it, puts a refusal: who cannot do what. */
  private static final Pattern UNAUTHORIZED =
      Pattern.compile("cannot [a-z]+ (resource|path) |is attempting to grant RBAC permissions");

  private static final Pattern DENIED =
      Pattern.compile(
          "admission webhook \\S+ denied the request|denied request: |exceeded quota: ");

  /**
   * What goes wrong between the server and the manifest before it is validated. The server reports
   * these as its own failure (500) without a reason, though only the author can mend them.
   */
  private static final Pattern MALFORMED =
      Pattern.compile(
          "failed to create typed patch object|failed to create manager for|"
              + "failed to convert new object|unable to convert unstructured object|"
              + "error decoding from json|request is too large|message larger than max");

  private static final Pattern SCHEMA_NOISE =
      Pattern.compile(
          "(failed to create typed patch object|failed to convert new object) \\([^)]*\\)( to"
              + " proper version)?: ");

  private Refusals() {}

  /** The stable code of an answer that is not a success. */
  static Reason reason(ApiAnswer answer) {
    String message = answer.message();
    if (answer.hasCause("NamespaceTerminating")) {
      return Reason.NAMESPACE_MISSING;
    }
    if (DENIED.matcher(message).find()) {
      return Reason.APPLY_DENIED;
    }
    if (MALFORMED.matcher(message).find()) {
      return Reason.APPLY_INVALID;
    }
    return switch (answer.code()) {
      case 401 -> Reason.APPLY_FORBIDDEN;
      case 403 ->
          UNAUTHORIZED.matcher(message).find() ? Reason.APPLY_FORBIDDEN : Reason.APPLY_DENIED;
      case 404 ->
          answer.subjectKind().equals("namespaces")
              ? Reason.NAMESPACE_MISSING
              : Reason.KIND_MISSING;
      case 400, 405, 406, 409, 413, 415, 422 -> Reason.APPLY_INVALID;
      default -> Reason.APPLY_UNAVAILABLE;
    };
  }

  /** Paths of the fields whose values the server found wrong when it validated the object. */
  static List<String> fields(ApiAnswer answer) {
    return answer.code() == 422
        ? answer.causes().stream()
            .filter(cause -> cause.reason().startsWith("FieldValue"))
            .map(Cause::field)
            .filter(field -> !field.isEmpty() && !field.equals("[]") && !field.equals("<nil>"))
            .distinct()
            .limit(MAX_CAUSES)
            .toList()
        : List.of();
  }

  /** How long the server asked to wait; only where waiting is what mends it. */
  static Optional<Duration> retryAfter(ApiAnswer answer) {
    if (answer.retryAfter().isPresent()) {
      return answer.retryAfter();
    }
    return JsonTree.at(answer.tree(), "details", "retryAfterSeconds") instanceof Long seconds
        ? Optional.of(Duration.ofSeconds(seconds))
        : Optional.empty();
  }

  /** The server's words in one line. */
  static String sentence(ApiAnswer answer) {
    List<Cause> causes =
        answer.causes().stream().filter(cause -> !cause.field().isEmpty()).toList();
    if (answer.code() == 422 && !causes.isEmpty()) {
      return shortened(listed(causes));
    }
    String message = SCHEMA_NOISE.matcher(answer.message()).replaceAll("");
    return message.isEmpty()
        ? "the API server answered with status " + answer.code()
        : shortened(message);
  }

  /** What to say where there was no answer. */
  static String sentence(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty()
        ? "no answer from the API server (" + failure.getClass().getSimpleName() + ")"
        : shortened("no answer from the API server: " + message);
  }

  private static String listed(List<Cause> causes) {
    String listed =
        causes.stream()
            .limit(MAX_CAUSES)
            .map(
                cause ->
                    cause.field().equals("[]")
                        ? cause.message()
                        : cause.field() + ": " + cause.message())
            .collect(Collectors.joining("; "));
    int more = causes.size() - MAX_CAUSES;
    return more > 0 ? listed + "; and " + more + " more" : listed;
  }

  private static String shortened(String message) {
    String line = message.replaceAll("\\s+", " ").strip();
    return line.length() <= MAX_MESSAGE ? line : line.substring(0, MAX_MESSAGE - 1) + "…";
  }
}
