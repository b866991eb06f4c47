package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.cel.Reading.Absent;

/** Operations that read a part of a value. What is read of an optional value is optional. */
final class ReadNodes {

  private ReadNodes() {}

  /** {@code a.b}. */
  record Field(Node target, String name, Reading reading) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      if (value instanceof OptionalValue optional) {
        return optionalField(optional, name, reading, frame.budget());
      }
      Object part = reading.field(value, name, frame.budget());
      if (part == Absent.VALUE) {
        throw reading.missingKey(value, name);
      }
      return part;
    }
  }

  /** {@code a.?b}. */
  record OptionalField(Node target, String name, Reading reading) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      OptionalValue optional =
          value instanceof OptionalValue given ? given : OptionalValue.of(value);
      return optionalField(optional, name, reading, frame.budget());
    }
  }

  /** {@code has(a.b)}. */
  record HasField(Node target, String name, Reading reading) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      if (value instanceof OptionalValue optional) {
        return optional.isPresent()
            && reading.field(optional.value(), name, frame.budget()) != Absent.VALUE;
      }
      return reading.field(value, name, frame.budget()) != Absent.VALUE;
    }
  }

  /** {@code a[b]}. */
  record Index(Node target, Node index, Reading reading) implements Node {
    @Override
    public @Nullable Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      Object key = index.evaluate(frame);
      if (value instanceof OptionalValue optional) {
        return optionalPart(optional, key, reading, frame.budget());
      }
      Object part = reading.part(value, key, frame.budget());
      if (part == Absent.VALUE) {
        throw reading.missingPart(value, key);
      }
      return part;
    }
  }

  /** {@code a[?b]}. */
  record OptionalIndex(Node target, Node index, Reading reading) implements Node {
    @Override
    public Object evaluate(Frame frame) {
      Object value = target.evaluate(frame);
      Object key = index.evaluate(frame);
      OptionalValue optional =
          value instanceof OptionalValue given ? given : OptionalValue.of(value);
      return optionalPart(optional, key, reading, frame.budget());
    }
  }

  private static OptionalValue optionalField(
      OptionalValue target, String name, Reading reading, Budget budget) {
    if (!target.isPresent()) {
      return OptionalValue.NONE;
    }
    Object part = reading.field(target.value(), name, budget);
    return part == Absent.VALUE ? OptionalValue.NONE : OptionalValue.of(part);
  }

  private static OptionalValue optionalPart(
      OptionalValue target, @Nullable Object key, Reading reading, Budget budget) {
    if (!target.isPresent()) {
      return OptionalValue.NONE;
    }
    Object part = reading.part(target.value(), key, budget);
    return part == Absent.VALUE ? OptionalValue.NONE : OptionalValue.of(part);
  }
}
