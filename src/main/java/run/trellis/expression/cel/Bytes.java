package run.trellis.expression.cel;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;

/** Bytes, which leave an evaluation only as text of one kind or another. */
final class Bytes implements InnerValue, Comparable<Bytes> {

  static final String HINT =
      "write base64.encode(…) for their Base64, or string(…) for the text that they are in UTF-8";

  private final byte[] content;

  Bytes(byte[] content) {
    this.content = content.clone();
  }

  int size() {
    return content.length;
  }

  byte[] content() {
    return content.clone();
  }

  Bytes plus(Bytes other) {
    byte[] both = Arrays.copyOf(content, content.length + other.content.length);
    System.arraycopy(other.content, 0, both, content.length, other.content.length);
    return new Bytes(both);
  }

  /** As unsigned octets, the first that differs decides. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(content, other.content);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public Object outside() {
    throw new EvaluationException(
        Code.TYPE_MISMATCH, "bytes have no place outside of an expression: " + HINT);
  }

  @Override
  public String toString() {
    return size() + " bytes";
  }
}
