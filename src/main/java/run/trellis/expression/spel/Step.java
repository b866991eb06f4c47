package run.trellis.expression.spel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.Place;

/**
 * One step of a path: a field of an object, an element of a list, or whichever of them a value
 * names.
 */
sealed interface Step {

  /** Instead of a value: there is none. */
  enum Absent {
    VALUE
  }

  /** Whether a step from null, or to what is not there, is null. */
  boolean nullSafe();

  Place place();

  /** What is read, or {@link Absent#VALUE}. The target is not null. */
  @Nullable Object read(Object target, Frame frame);

  /** As messages write it; may evaluate the index again. */
  String text(Frame frame);

  /** {@code .name} or {@code ['name']}. */
  record Field(String name, boolean nullSafe, Place place) implements Step {

    @Override
    public @Nullable Object read(Object target, Frame frame) {
      if (target instanceof Map<?, ?> map) {
        return readKey(map, name);
      }
      String advice =
          target instanceof List<?> ? "; of a list .![" + name + "] reads it of every element" : "";
      throw place.stop(
          Code.TYPE_MISMATCH, "cannot read `" + name + "` of " + place.show(target) + advice);
    }

    @Override
    public String text(Frame frame) {
      return Origin.field(name);
    }
  }

  /** {@code [0]}. */
  record Element(long index, boolean nullSafe, Place place) implements Step {

    @Override
    public @Nullable Object read(Object target, Frame frame) {
      return readIndex(target, index, place);
    }

    @Override
    public String text(Frame frame) {
      return Origin.index(index);
    }
  }

  /** {@code [expression]}. */
  record Computed(Node index, boolean nullSafe, Place place) implements Step {

    @Override
    public @Nullable Object read(Object target, Frame frame) {
      Object key = index.evaluate(frame);
      return switch (key) {
        case Long number -> readIndex(target, number, place);
        case String name when target instanceof Map<?, ?> map -> readKey(map, name);
        case null, default ->
            throw place.stop(
                Code.TYPE_MISMATCH, place.show(key) + " is no index of " + place.show(target));
      };
    }

    @Override
    public String text(Frame frame) {
      if (place.secretOf() != null) {
        return Origin.ANY;
      }
      return switch (index.evaluate(frame)) {
        case Long number -> Origin.index(number);
        case String name -> Origin.field(name);
        case null, default -> Origin.ANY;
      };
    }
  }

  private static @Nullable Object readKey(Map<?, ?> map, String name) {
    Object value = map.get(name);
    return value == null && !map.containsKey(name) ? Absent.VALUE : value;
  }

  private static @Nullable Object readIndex(Object target, long index, Place place) {
    if (!(target instanceof List<?> list)) {
      throw place.stop(Code.TYPE_MISMATCH, "cannot read [" + index + "] of " + place.show(target));
    }
    if (index < 0) {
      throw place.stop(Code.INDEX_OUT_OF_BOUNDS, "the index " + index + " is below zero");
    }
    return index < list.size() ? list.get((int) index) : Absent.VALUE;
  }
}
