package run.trellis.expression.function;

import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Names that Kubernetes accepts almost everywhere: <a
 * href="https://www.rfc-editor.org/rfc/rfc1123">RFC 1123</a> labels.
 */
public final class DnsLabel {

  private static final int LONGEST = 63;
  private static final int HASH_BYTES = 4;
  private static final int HASH_LENGTH = 1 + 2 * HASH_BYTES;
  private static final Pattern VALID = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

  private DnsLabel() {}

  public static boolean isValid(String text) {
    return text.length() <= LONGEST && VALID.matcher(text).matches();
  }

  /**
   * The text itself if it is a label, else the nearest label with a hash of the text at its end:
   * whatever was changed or cut off might be all that two texts differ in.
   */
  public static String of(String text) {
    if (isValid(text)) {
      return text;
    }
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < text.length() && label.length() < LONGEST - HASH_LENGTH; i++) {
      char c = text.charAt(i);
      char lower = c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
      boolean kept = CodePoints.isAsciiLetter(c) || CodePoints.isAsciiDigit(c);
      boolean separates = !label.isEmpty() && label.charAt(label.length() - 1) != '-';
      if (kept || separates) {
        label.append(kept ? lower : '-');
      }
    }
    while (!label.isEmpty() && label.charAt(label.length() - 1) == '-') {
      label.setLength(label.length() - 1);
    }
    String hash = HexFormat.of().formatHex(Hashes.sha256(text), 0, HASH_BYTES);
    return (label.isEmpty() ? "x" : label) + "-" + hash;
  }
}
