package run.trellis.expression;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;

/**
 * Values on their way out of an evaluation: inner ones become what they are outside, omitted ones
 * vanish from lists and maps, numbers are finite, keys are text, nesting is bounded. What is fit to
 * leave is not copied.
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
      case InnerValue inner -> isNeverFit(inner, budget, depth);
      case String text -> announced(text, budget, depth);
      case Long number -> true;
      case Boolean bool -> true;
      case Double number -> isFinite(number);
      case List<?> list -> areFit(list, budget, depth + 1);
      case Map<?, ?> map -> isFitMap(map, budget, depth + 1);
      default ->
          throw new EvaluationException(
              Code.TYPE_MISMATCH, Values.describe(value) + " has no place in a result");
    };
  }

  /** What it is outside counts; itself it has to be replaced. */
  private static boolean isNeverFit(InnerValue inner, Budget budget, int depth) {
    if (inner != Omission.VALUE) {
      budget.depth(depth);
      isFit(inner.outside(), budget, depth + 1);
    }
    return false;
  }

  private static boolean isFitMap(Map<?, ?> map, Budget budget, int depth) {
    for (Object key : map.keySet()) {
      if (!(key instanceof String)) {
        throw new EvaluationException(
            Code.TYPE_MISMATCH, "a key of an object must be text, not " + Values.describe(key));
      }
    }
    return areFit(map.values(), budget, depth);
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
      case InnerValue inner when inner != Omission.VALUE -> fitted(inner.outside());
      case List<?> list -> fittedList(list);
      case Map<?, ?> map -> fittedMap(map);
      case null, default -> value;
    };
  }

  private static List<@Nullable Object> fittedList(List<?> list) {
    List<@Nullable Object> fitted = new ArrayList<>(list.size());
    for (Object element : list) {
      Object outside = fitted(element);
      if (outside != Omission.VALUE) {
        fitted.add(outside);
      }
    }
    return Collections.unmodifiableList(fitted);
  }

  private static Map<String, @Nullable Object> fittedMap(Map<?, ?> map) {
    Map<String, @Nullable Object> fitted = LinkedHashMap.newLinkedHashMap(map.size());
    map.forEach(
        (key, value) -> {
          Object outside = fitted(value);
          if (outside != Omission.VALUE) {
            fitted.put(String.valueOf(key), outside);
          }
        });
    return Collections.unmodifiableMap(fitted);
  }
}
