package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.Place;
import run.trellis.expression.Stop;
import run.trellis.schema.SchemaType;

/**
 * How a part of a value is read: a field, the value of a key, an element. Decides what absence is:
 * waiting where the value is live state or made from it, a failure elsewhere.
 *
 * @param madeFrom live state that the value was made from, for a value that does not know where it
 *     comes from; null if it was made from none
 */
record Reading(@Nullable Origin madeFrom, Place place) {

  /** Octets of decoded text that count as one step. */
  private static final int OCTETS_PER_STEP = 64;

  /** Instead of a value: there is none. */
  enum Absent {
    VALUE
  }

  /** A value of the bindings as its schema says; counts the work that takes. */
  static @Nullable Object of(
      @Nullable Object raw, SchemaType type, Origin origin, Place place, Budget budget) {
    try {
      return counted(View.of(raw, type, origin), budget);
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }

  static @Nullable Object counted(@Nullable Object value, Budget budget) {
    if (value instanceof Bytes bytes) {
      budget.steps(bytes.size() / OCTETS_PER_STEP);
    }
    return value;
  }

  /** The field, or {@link Absent#VALUE}. A scalar has no fields. */
  @Nullable Object field(@Nullable Object target, String name, Budget budget) {
    budget.step();
    return switch (target) {
      case Map<?, ?> map -> keyed(map, name, budget);
      case ConditionValue condition -> condition.field(name);
      case List<?> list -> throw place.stop(noFieldOfList(name));
      case null, default -> Absent.VALUE;
    };
  }

  /** The element or the value of the key, or {@link Absent#VALUE}. */
  @Nullable Object part(@Nullable Object target, @Nullable Object index, Budget budget) {
    budget.step();
    return switch (target) {
      case Map<?, ?> map -> {
        Object key = Keys.find(map, index);
        yield key == null ? Absent.VALUE : keyed(map, key, budget);
      }
      case List<?> list -> element(list, index, budget);
      case null, default -> Absent.VALUE;
    };
  }

  private @Nullable Object keyed(Map<?, ?> map, Object key, Budget budget) {
    try {
      Object value = counted(map.get(key), budget);
      return value == null && !map.containsKey(key) ? Absent.VALUE : value;
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }

  private @Nullable Object element(List<?> list, @Nullable Object index, Budget budget) {
    long position = position(index);
    if (position < 0) {
      throw place.stop(
          Code.INDEX_OUT_OF_BOUNDS, "index out of bounds: " + position + " is below zero");
    }
    try {
      return position < list.size() ? counted(list.get((int) position), budget) : Absent.VALUE;
    } catch (EvaluationException e) {
      throw place.stop(e);
    }
  }

  private long position(@Nullable Object index) {
    return switch (index) {
      case Long number -> number;
      case UnsignedInt number when number.isSmall() -> number.bits();
      case Double number when number == Math.rint(number) -> (long) (double) number;
      case null, default ->
          throw place.stop(
              Failures.mismatch(
                  "an index of a list must be an integer, not " + TypeValue.of(index).name()));
    };
  }

  static EvaluationException noFieldOfList(String name) {
    return Failures.mismatch(
        "a list has no field `" + name + "`; .map(x, x." + name + ") reads it of every element");
  }

  /** What it means that a field or key is not there. */
  Stop missingKey(@Nullable Object target, @Nullable Object key) {
    String name = key instanceof String text ? text : String.valueOf(key);
    Origin own = target instanceof View view ? view.origin().field(name) : null;
    return missing(own, Code.NO_SUCH_FIELD, "no such key: " + name);
  }

  /** What it means that a list has no such element, or a map no such key. */
  Stop missingPart(@Nullable Object target, @Nullable Object index) {
    if (!(target instanceof List<?> list)) {
      return missingKey(target, index);
    }
    long position = position(index);
    Origin own =
        target instanceof View view
            ? view.origin().element((int) Math.min(position, Integer.MAX_VALUE))
            : null;
    return missing(
        own,
        Code.INDEX_OUT_OF_BOUNDS,
        "index out of bounds: " + position + " in a list of " + list.size());
  }

  private Stop missing(@Nullable Origin own, Code code, String message) {
    Origin origin = own == null ? madeFrom : own;
    return origin == null ? place.missing(code, message) : origin.missing(code, message, place);
  }
}
