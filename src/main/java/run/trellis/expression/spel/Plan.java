package run.trellis.expression.spel;

import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType;

/**
 * A compiled part of an expression with what is known of it beforehand.
 *
 * @param origin where its value structurally comes from; null if it is made by an operation
 * @param secretOf a sensitive name that its value may tell of; null if it tells of none
 * @param fit whether the value is a part of the bindings as it is, and thus in the value model
 */
record Plan(
    Node node, ValueType value, @Nullable Origin origin, @Nullable String secretOf, boolean fit) {

  /** A value that an operation makes. */
  static Plan made(Node node, SchemaType type, @Nullable String secretOf) {
    return made(node, ValueType.of(type), secretOf);
  }

  static Plan made(Node node, ValueType value, @Nullable String secretOf) {
    return new Plan(node, value, null, secretOf, false);
  }

  /** In place of a part with a problem: never evaluated, fits anywhere. */
  static Plan invalid() {
    return made(new Nodes.Constant(null), SchemaType.UNKNOWN, null);
  }

  SchemaType type() {
    return value.type();
  }

  /** Whether it is live state, so that what it lacks may still come. */
  boolean isObserved() {
    return origin != null && origin.observed();
  }

  Plan withoutType() {
    return new Plan(node, ValueType.UNKNOWN, origin, secretOf, fit);
  }

  Plan from(@Nullable Origin other) {
    return new Plan(node, value, other, secretOf, fit);
  }
}
