package run.trellis.schema;

import java.util.Comparator;

/**
 * A difference between two versions of a schema that existing instances, or those who read them,
 * may not survive.
 *
 * @param path the field: {@code spec.ingress.host}; elements of a list are {@code spec.ports[*]},
 *     values of a map {@code spec.env.*}
 * @param message what changed, one sentence without a full stop that reads well after the path
 */
public record BreakingChange(String path, Kind kind, String message) {

  /** By field, so that the same two schemas always give the same list. */
  public static final Comparator<BreakingChange> BY_PATH =
      Comparator.comparing(BreakingChange::path)
          .thenComparing(BreakingChange::kind)
          .thenComparing(BreakingChange::message);

  /** What kind of change it is. */
  public enum Kind {
    /** Group, kind or scope are another: a different API. */
    IDENTITY_CHANGED,
    VERSION_CHANGED,
    FIELD_REMOVED,
    TYPE_CHANGED,
    /** A field that instances may lack is required now, and no default fills it in. */
    FIELD_REQUIRED,
    /** A required field lost the default that instances rely on. */
    DEFAULT_REMOVED,
    /** Values are no longer allowed. */
    ENUM_NARROWED,
    PATTERN_CHANGED,
    BOUND_TIGHTENED,
    /** How a list or map is merged changed. */
    LIST_TYPE_CHANGED,
    RULE_ADDED,
    /** Fields that the schema does not name were kept, and are dropped now. */
    UNKNOWN_FIELDS_DROPPED,
    NULL_FORBIDDEN,
    /** Another restriction of JSON schema was added or changed. */
    CONSTRAINT_CHANGED
  }

  @Override
  public String toString() {
    return path + " " + message;
  }
}
