package run.trellis.expression.function;

import java.nio.ByteBuffer;

/**
 * Values that look random and depend on nothing but the seed, so that every pass gives the same.
 * Bit for bit those of kro's {@code random} library.
 */
public final class Seeded {

  private static final String ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

  private Seeded() {}

  /**
   * Characters of {@code [0-9a-z]}. More than eight repeat the first eight: the hash has no more
   * words.
   */
  public static String text(int length, String seed) {
    ByteBuffer hash = ByteBuffer.wrap(Hashes.sha256(seed));
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      int word = hash.getInt(Integer.BYTES * (i % (hash.capacity() / Integer.BYTES)));
      text.append(ALPHABET.charAt(Integer.remainderUnsigned(word, ALPHABET.length())));
    }
    return text.toString();
  }

  /** A number from the minimum up to, not including, the maximum, which must be greater. */
  public static long integer(long minimum, long maximum, String seed) {
    long word = ByteBuffer.wrap(Hashes.sha256(seed)).getLong();
    // The difference may overflow as a signed number; as an unsigned one it is right, and the sum
    // wraps back.
    return minimum + Long.remainderUnsigned(word, maximum - minimum);
  }
}
