package run.trellis.expression.function;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Hashes of text in UTF-8. None of them protects anything here: they make names and tell changes.
 */
public final class Hashes {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Hashes() {}

  public static byte[] sha256(String text) {
    return digest("SHA-256", text);
  }

  public static byte[] md5(String text) {
    return digest("MD5", text);
  }

  /**
   * FNV-1a, 64 bits: <a href="https://www.rfc-editor.org/rfc/rfc9923">RFC 9923</a>. Bytes in
   * network order.
   */
  public static byte[] fnv64a(String text) {
    long hash = FNV_OFFSET;
    for (byte octet : Utf8.encode(text)) {
      hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
    }
    byte[] bytes = new byte[Long.BYTES];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (hash >>> (Byte.SIZE * (bytes.length - 1 - i)));
    }
    return bytes;
  }

  private static byte[] digest(String algorithm, String text) {
    try {
      return MessageDigest.getInstance(algorithm).digest(Utf8.encode(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
