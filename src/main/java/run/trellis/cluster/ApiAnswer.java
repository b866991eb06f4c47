package run.trellis.cluster;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/**
 * What the API server answered.
 *
 * @param code HTTP status
 * @param retryAfter how long it asked to wait
 * @param tree the answer; empty if it was not JSON
 */
record ApiAnswer(int code, Optional<Duration> retryAfter, Map<String, @Nullable Object> tree) {

  boolean isSuccess() {
    return code >= 200 && code < 300;
  }

  boolean isStatus() {
    return JsonTree.textAt(tree, "kind").equals("Status")
        && JsonTree.textAt(tree, "apiVersion").equals("v1");
  }

  String message() {
    return JsonTree.textAt(tree, "message");
  }

  String reason() {
    return JsonTree.textAt(tree, "reason");
  }

  /** Name of the resource that the answer is about, in plural; empty if it is about none. */
  String subjectKind() {
    return JsonTree.textAt(tree, "details", "kind");
  }

  String subjectName() {
    return JsonTree.textAt(tree, "details", "name");
  }

  List<Cause> causes() {
    return JsonTree.listAt(tree, "details", "causes").stream()
        .map(
            cause ->
                new Cause(
                    JsonTree.textAt(cause, "reason"),
                    JsonTree.textAt(cause, "field"),
                    JsonTree.textAt(cause, "message")))
        .distinct()
        .toList();
  }

  boolean hasCause(String reason) {
    return causes().stream().anyMatch(cause -> cause.reason().equals(reason));
  }

  boolean hasCauseAt(String field) {
    return causes().stream().anyMatch(cause -> cause.field().equals(field));
  }

  /** One of the things that are wrong. */
  record Cause(String reason, String field, String message) {}
}
