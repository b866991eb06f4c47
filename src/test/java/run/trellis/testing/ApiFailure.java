package run.trellis.testing;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;

/** An answer of the API server other than success. */
public final class ApiFailure extends RuntimeException {

  private final int status;
  private final String reason;

  ApiFailure(String request, int status, Map<String, ? extends @Nullable Object> answer) {
    super(
        "%s: %d %s: %s"
            .formatted(
                request,
                status,
                JsonTree.textAt(answer, "reason"),
                JsonTree.textAt(answer, "message")));
    this.status = status;
    this.reason = JsonTree.textAt(answer, "reason");
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** The machine-readable reason, such as {@code AlreadyExists}. */
  public String reason() {
    return reason;
  }

  /** Whether the API server is only just getting ready to serve the kind. */
  boolean saysThatStorageStarts() {
    return status == 429 && String.valueOf(getMessage()).contains("storage is (re)initializing");
  }
}
