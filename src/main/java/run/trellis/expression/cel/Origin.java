package run.trellis.expression.cel;

import run.trellis.api.FieldPath;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;

/**
 * Where a value comes from: a name of the scope and the path from there.
 *
 * @param observed whether the name is live state, so that what is missing may still come
 * @param path below the name, as messages write it: {@code status.conditions[0]}
 */
record Origin(String head, boolean observed, String path) {

  static Origin of(String head, boolean observed) {
    return new Origin(head, observed, "");
  }

  /** The origin of a field or of the value of a key. */
  Origin field(String name) {
    return new Origin(head, observed, FieldPath.field(path, name));
  }

  Origin element(int index) {
    return new Origin(head, observed, FieldPath.element(path, index));
  }

  /** With the name. */
  String qualified() {
    return path.isEmpty() || path.startsWith("[") ? head + path : head + "." + path;
  }

  /** This is not there: live state may still get it, nothing else will. */
  Stop missing(Code code, String message, Place place) {
    return observed ? Stop.pending(head, path) : place.missing(code, message);
  }
}
