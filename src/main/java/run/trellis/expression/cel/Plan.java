package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;

/**
 * A compiled part of an expression with what is known of it beforehand.
 *
 * @param madeFrom live state that its value may be made from; null if it is made from none
 * @param secretOf a sensitive name that its value may tell of; null if it tells of none
 */
record Plan(Node node, @Nullable Origin madeFrom, @Nullable String secretOf) {

  /** A value that an operation makes of others. */
  static Plan of(Node node, Plan... parts) {
    return new Plan(node, madeFrom(parts), secretOf(parts));
  }

  /** The first live state among the parts. */
  static @Nullable Origin madeFrom(Plan... parts) {
    for (Plan part : parts) {
      if (part.madeFrom() != null) {
        return part.madeFrom();
      }
    }
    return null;
  }

  /** The first of the sensitive names, if there is any. */
  static @Nullable String secretOf(Plan... parts) {
    for (Plan part : parts) {
      if (part.secretOf() != null) {
        return part.secretOf();
      }
    }
    return null;
  }
}
