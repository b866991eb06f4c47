package run.trellis.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/**
 * Values on their way out of an evaluation: opaque ones become text, omitted ones vanish from lists
 * and maps, numbers are finite, nesting is bounded. What is fit to leave is not copied.
 */
public final class LeavingValues {

  private LeavingValues() {}

  /**
   * The value in the value model.
   *
   * @throws EvaluationException if the value has no place outside the evaluation, or is too large
   *     or too deep
   */
  public static @Nullable Object of(@Nullable Object value, Budget budget) {
    return isFit(value, budget, 0) ? value : fitted(value);
  }

  private static boolean isFit(@Nullable Object value, Budget budget, int depth) {
    return switch (value) {
      case null -> true;
      case String text -> announced(text, budget, depth);
      case Long number -> true;
      case Boolean bool -> true;
      case Double number -> isFinite(number);
      case List<?> list -> areFit(list, budget, depth + 1);
      case Map<?, ?> map -> areFit(map.values(), budget, depth + 1);
      case OpaqueValue opaque -> false;
      default ->
          throw new EvaluationException(
              Code.TYPE_MISMATCH, Values.describe(value) + " has no place in a result");
    };
  }

  /** Parts may be shared within a value, but not in what is written of it. */
  private static boolean announced(String text, Budget budget, int depth) {
    if (depth > 0) {
      budget.text(text.length());
    }
    return true;
  }

  private static boolean isFinite(Double number) {
    if (number.isNaN() || number.isInfinite()) {
      throw new EvaluationException(Code.OVERFLOW, "the result is not a finite number");
    }
    return true;
  }

  /** Looks at all elements, also after the first that does not fit: each may be one that fails. */
  private static boolean areFit(Iterable<?> elements, Budget budget, int depth) {
    budget.depth(depth);
    boolean fit = true;
    for (Object element : elements) {
      budget.step();
      fit &= isFit(element, budget, depth);
    }
    return fit;
  }

  private static @Nullable Object fitted(@Nullable Object value) {
    return switch (value) {
      case List<?> list -> fittedList(list);
      case Map<?, ?> map -> fittedMap(map);
      case OpaqueValue opaque -> opaque.text();
      case null, default -> value;
    };
  }

  private static List<@Nullable Object> fittedList(List<?> list) {
    List<@Nullable Object> fitted = new ArrayList<>(list.size());
    for (Object element : list) {
      if (element != Omission.VALUE) {
        fitted.add(fitted(element));
      }
    }
    return Collections.unmodifiableList(fitted);
  }

  private static Map<String, @Nullable Object> fittedMap(Map<?, ?> map) {
    Map<String, @Nullable Object> fitted = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach(
        (key, value) -> {
          if (value != Omission.VALUE) {
            fitted.put(String.valueOf(key), fitted(value));
          }
        });
    return Collections.unmodifiableMap(fitted);
  }
}
