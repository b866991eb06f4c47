package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.api.FieldPath;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * Where a value comes from: a name of the scope and the path from there. The path is put together
 * when a message wants it: most values are looked at without one.
 */
final class Origin {

  private final String head;
  private final boolean observed;
  private final @Nullable Origin parent;

  /** Name of a field, or index of an element; null for the name of the scope itself. */
  private final @Nullable Object step;

  private Origin(String head, boolean observed, @Nullable Origin parent, @Nullable Object step) {
    this.head = head;
    this.observed = observed;
    this.parent = parent;
    this.step = step;
  }

  /**
   * A name of the scope.
   *
   * @param observed whether it is live state, so that what is missing may still come
   */
  static Origin of(String head, boolean observed) {
    return new Origin(head, observed, null, null);
  }

  /** The origin of a field or of the value of a key. */
  Origin field(String name) {
    return new Origin(head, observed, this, name);
  }

  Origin element(int index) {
    return new Origin(head, observed, this, index);
  }

  /** Below the name, as messages write it: {@code status.conditions[0]}. */
  private String path() {
    if (parent == null) {
      return "";
    }
    return step instanceof Integer index
        ? FieldPath.element(parent.path(), index)
        : FieldPath.field(parent.path(), String.valueOf(step));
  }

  /** With the name. */
  String qualified() {
    String path = path();
    return path.isEmpty() || path.startsWith("[") ? head + path : head + "." + path;
  }

  /** This is not there: live state may still get it, nothing else will. */
  Stop missing(Code code, String message, Place place) {
    return observed ? Stop.pending(head, path()) : place.missing(code, message);
  }
}
