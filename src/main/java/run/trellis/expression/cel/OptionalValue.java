package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.InnerValue;

/**
 * A value that may be absent; outside the value, or null.
 *
 * @param value what is there, which may be null; null if nothing is
 */
record OptionalValue(boolean isPresent, @Nullable Object value) implements InnerValue {

  static final OptionalValue NONE = new OptionalValue(false, null);

  static OptionalValue of(@Nullable Object value) {
    return new OptionalValue(true, value);
  }

  @Override
  public String toString() {
    return isPresent ? "an optional value" : "optional.none()";
  }

  @Override
  public @Nullable Object outside() {
    return value;
  }
}
