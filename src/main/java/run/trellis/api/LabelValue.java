package run.trellis.api;

import java.util.HexFormat;

/**
 * Text as the value of a label: at most 63 characters, a longer one cut and made unique by a hash.
 */
public final class LabelValue {

  private static final int LONGEST = 63;
  private static final int HASH_BYTES = 5;

  private LabelValue() {}

  public static String of(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    String hash = HexFormat.of().formatHex(Sha256.of(text), 0, HASH_BYTES);
    return text.substring(0, LONGEST - hash.length() - 1) + "-" + hash;
  }
}
