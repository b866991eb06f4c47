package run.trellis.expression.cel;

import java.math.BigInteger;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;

/**
 * An unsigned integer of 64 bits; outside an integer.
 *
 * @param bits the number, as a signed one where the highest bit is set
 */
record UnsignedInt(long bits) implements InnerValue, Comparable<UnsignedInt> {

  @Override
  public int compareTo(UnsignedInt other) {
    return Long.compareUnsigned(bits, other.bits);
  }

  /** Whether the number is an integer of the value model, too. */
  boolean isSmall() {
    return bits >= 0;
  }

  /** The nearest floating-point number. */
  double toDouble() {
    return isSmall() ? bits : new BigInteger(toString()).doubleValue();
  }

  @Override
  public Long outside() {
    if (!isSmall()) {
      throw new EvaluationException(
          Code.OVERFLOW, "the unsigned integer " + this + " does not fit in a signed one");
    }
    return bits;
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(bits);
  }
}
