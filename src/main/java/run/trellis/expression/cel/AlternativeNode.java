package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Place;

/**
 * {@code or} and {@code orValue}: an optional value, or else another, which is computed only then.
 *
 * @param unwrapped whether what is in the optional value is wanted, and the other is a plain value
 */
record AlternativeNode(Node optional, Node other, boolean unwrapped, Place place) implements Node {

  @Override
  public @Nullable Object evaluate(Frame frame) {
    frame.budget().step();
    Object value = optional.evaluate(frame);
    if (!(value instanceof OptionalValue given)) {
      throw place.stop(
          Failures.mismatch(
              place.operation() + " needs an optional value, not " + place.show(value)));
    }
    if (given.isPresent()) {
      return unwrapped ? given.value() : given;
    }
    return other.evaluate(frame);
  }
}
