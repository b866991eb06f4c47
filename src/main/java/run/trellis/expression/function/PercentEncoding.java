package run.trellis.expression.function;

import java.util.Arrays;

/**
 * Percent-encoding by <a href="https://www.rfc-editor.org/rfc/rfc3986#section-2">RFC 3986</a>, over
 * UTF-8.
 */
final class PercentEncoding {

  private static final String DIGITS = "0123456789ABCDEF";
  private static final String UNRESERVED_MARKS = "-._~";

  private PercentEncoding() {}

  /** Encodes everything but unreserved characters, so the text can stand anywhere in a URL. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte octet : Utf8.encode(text)) {
      char c = (char) (octet & 0xFF);
      if (isUnreserved(c)) {
        encoded.append(c);
      } else {
        encoded.append('%').append(DIGITS.charAt(c >> 4)).append(DIGITS.charAt(c & 0xF));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char c) {
    return CodePoints.isAsciiLetter(c)
        || CodePoints.isAsciiDigit(c)
        || UNRESERVED_MARKS.indexOf(c) >= 0;
  }

  /**
   * Decodes a part of a query, where a plus is a space. Takes text whose percent signs were found
   * to be right.
   */
  static String decodeForm(String text) {
    byte[] encoded = Utf8.encode(text);
    byte[] decoded = new byte[encoded.length];
    int length = 0;
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        int high = Character.digit(encoded[i + 1], 16);
        decoded[length++] = (byte) (high << 4 | Character.digit(encoded[i + 2], 16));
        i += 2;
      } else {
        decoded[length++] = encoded[i] == '+' ? (byte) ' ' : encoded[i];
      }
    }
    return Utf8.decode(Arrays.copyOf(decoded, length))
        .orElseThrow(
            () ->
                Messages.malformed(text, "a part of a query", "its percent-encoding is not UTF-8"));
  }
}
