package run.trellis.testing;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import tools.jackson.databind.json.JsonMapper;

/** What can happen to a request on its way to the API server and back. */
public sealed interface Fault {

  /** It arrives late. */
  record Delay(Duration by) implements Fault {}

  /** It arrives once somebody opens the gate. */
  record Hold(CountDownLatch gate) implements Fault {}

  /** The connection breaks before the API server has heard of it. */
  record CutBefore() implements Fault {}

  /** The API server does it, and the connection breaks before the answer. */
  record CutAfter() implements Fault {}

  /** It arrives twice; the second answer comes back. */
  record Twice() implements Fault {}

  /** Somebody else answers, and the API server never hears of it. */
  record Answer(int status, Map<String, String> headers, String body) implements Fault {}

  /** Of a watch: each event arrives late, and in order. */
  record LateEvents(Duration by) implements Fault {}

  /** Of a watch: the stream breaks, in the middle of a chunk as it were, after some time. */
  record CutEvents(Duration after) implements Fault {}

  /** Of a watch: no bookmarks arrive. */
  record NoBookmarks() implements Fault {}

  /**
   * An answer as the API server words it: 409 is {@code Conflict}, 429 {@code TooManyRequests}, and
   * so on.
   */
  static Fault answer(int status) {
    return new Answer(status, Map.of(), statusObject(status));
  }

  /** The answer of an API server that has too much to do. */
  static Fault tooManyRequests(Duration retryAfter) {
    return new Answer(
        429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())), statusObject(429));
  }

  /** Of a watch: it starts, and its only event says that the version to start from is too old. */
  static Fault expiredWatch() {
    return new Answer(
        200, Map.of(), "{\"type\":\"ERROR\",\"object\":%s}%n".formatted(statusObject(410)));
  }

  private static String statusObject(int status) {
    var reason =
        switch (status) {
          case 401 -> "Unauthorized";
          case 403 -> "Forbidden";
          case 404 -> "NotFound";
          case 409 -> "Conflict";
          case 410 -> "Expired";
          case 422 -> "Invalid";
          case 429 -> "TooManyRequests";
          case 500 -> "InternalError";
          case 503 -> "ServiceUnavailable";
          case 504 -> "Timeout";
          default -> "Unknown";
        };
    return JsonMapper.shared()
        .writeValueAsString(
            Map.of(
                "apiVersion", "v1",
                "kind", "Status",
                "status", "Failure",
                "message", "made up by a test",
                "reason", reason,
                "code", status));
  }
}
