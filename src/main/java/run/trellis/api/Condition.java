package run.trellis.api;

import java.time.Instant;

/**
 * A condition in the form of the Kubernetes API conventions ({@code metav1.Condition}).
 *
 * @param status {@code True}, {@code False} or {@code Unknown}
 * @param lastTransitionTime when the status last changed, not when reason or message did
 */
public record Condition(
    String type,
    Status status,
    String reason,
    String message,
    long observedGeneration,
    Instant lastTransitionTime) {

  /** The three values of a condition. */
  public enum Status {
    TRUE("True"),
    FALSE("False"),
    UNKNOWN("Unknown");

    private final String value;

    Status(String value) {
      this.value = value;
    }

    public String value() {
      return value;
    }

    public static Status of(boolean value) {
      return value ? TRUE : FALSE;
    }

    /** As an object has it; {@link #UNKNOWN} for anything that is neither of the other two. */
    public static Status of(String value) {
      return switch (value) {
        case "True" -> TRUE;
        case "False" -> FALSE;
        default -> UNKNOWN;
      };
    }
  }
}
