package run.trellis.expression.cel;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Values;

/** How this package words what goes wrong at run time. */
final class Failures {

  private Failures() {}

  static EvaluationException invalid(String message) {
    return new EvaluationException(Code.INVALID_ARGUMENT, message);
  }

  static EvaluationException mismatch(String message) {
    return new EvaluationException(Code.TYPE_MISMATCH, message);
  }

  static EvaluationException outOfBounds(String message) {
    return new EvaluationException(Code.INDEX_OUT_OF_BOUNDS, message);
  }

  /** Not one of {@code what}, and what would be right. */
  static EvaluationException malformed(String text, String what, String hint) {
    return invalid(Values.describe(text) + " is not " + what + ": " + hint);
  }

  /** The types of the values have no such function. */
  static EvaluationException noOverload(String function, List<? extends @Nullable Object> values) {
    String types =
        values.stream()
            .map(value -> TypeValue.of(value).name())
            .collect(Collectors.joining(", ", "(", ")"));
    return mismatch("there is no `" + function + "` for " + types);
  }
}
