package run.trellis.expression.function;

import java.util.Optional;
import run.trellis.expression.OpaqueValue;

/**
 * An IP address, read from text without asking anybody. Takes what Kubernetes takes: no zones, no
 * leading zeros, no IPv4 inside IPv6. The text is canonical by <a
 * href="https://www.rfc-editor.org/rfc/rfc5952">RFC 5952</a>.
 *
 * @param family 4 or 6
 * @param high first 64 bits of an IPv6 address, 0 for IPv4
 * @param low last 64 bits
 */
public record IpAddress(int family, long high, long low)
    implements OpaqueValue, Comparable<IpAddress> {

  static final int BITS_4 = 32;
  static final int BITS_6 = 128;
  private static final int GROUPS = 8;
  private static final long LOW_32 = 0xFFFF_FFFFL;

  /**
   * Reads an address.
   *
   * @throws run.trellis.expression.EvaluationException if it is none
   */
  public static IpAddress parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                Messages.malformed(
                    text,
                    "an IP address",
                    "write it as 10.0.0.1 or 2001:db8::1, without zone or leading zeros"));
  }

  static Optional<IpAddress> find(String text) {
    if (text.length() > 45) {
      return Optional.empty();
    }
    return text.indexOf(':') < 0 ? find4(text) : find6(text);
  }

  private static Optional<IpAddress> find4(String text) {
    String[] parts = text.split("\\.", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    long bits = 0;
    for (String part : parts) {
      int octet = number(part, 10, 3);
      boolean leadingZero = part.length() > 1 && part.charAt(0) == '0';
      if (octet < 0 || octet > 255 || leadingZero) {
        return Optional.empty();
      }
      bits = bits << 8 | octet;
    }
    return Optional.of(new IpAddress(4, 0, bits));
  }

  private static Optional<IpAddress> find6(String text) {
    int gap = text.indexOf("::");
    if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
      return Optional.empty();
    }
    String[] before = groups(gap < 0 ? text : text.substring(0, gap));
    String[] after = groups(gap < 0 ? "" : text.substring(gap + 2));
    int given = before.length + after.length;
    if (gap < 0 ? given != GROUPS : given >= GROUPS) {
      return Optional.empty();
    }
    int[] groups = new int[GROUPS];
    for (int i = 0; i < given; i++) {
      String group = i < before.length ? before[i] : after[i - before.length];
      int value = number(group, 16, 4);
      if (value < 0) {
        return Optional.empty();
      }
      groups[i < before.length ? i : GROUPS - given + i] = value;
    }
    IpAddress address = new IpAddress(6, bits(groups, 0), bits(groups, 4));
    return address.isMapped4() ? Optional.empty() : Optional.of(address);
  }

  private static String[] groups(String part) {
    return part.isEmpty() ? new String[0] : part.split(":", -1);
  }

  private static long bits(int[] groups, int from) {
    long bits = 0;
    for (int i = from; i < from + 4; i++) {
      bits = bits << 16 | groups[i];
    }
    return bits;
  }

  /** A number of ASCII digits, -1 if it is none. */
  static int number(String text, int radix, int longest) {
    if (text.isEmpty() || text.length() > longest) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value;
  }

  private boolean isMapped4() {
    return high == 0 && low >>> 32 == 0xFFFF;
  }

  /** Number of bits of an address of its family. */
  int bits() {
    return family == 4 ? BITS_4 : BITS_6;
  }

  /** This address with all bits after the prefix zero. */
  IpAddress masked(int prefixLength) {
    if (family == 4) {
      return new IpAddress(4, 0, low & mask(prefixLength + BITS_4) & LOW_32);
    }
    return new IpAddress(6, high & mask(prefixLength), low & mask(prefixLength - Long.SIZE));
  }

  /** The first bits of a word set, all or none of them where the count is beyond it. */
  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= Long.SIZE ? -1L : -1L << (Long.SIZE - bits);
  }

  /** {@code 0.0.0.0} or {@code ::}. */
  public boolean isUnspecified() {
    return high == 0 && low == 0;
  }

  public boolean isLoopback() {
    return family == 4 ? low >>> 24 == 127 : high == 0 && low == 1;
  }

  public boolean isLinkLocalUnicast() {
    return family == 4 ? low >>> 16 == 0xA9FE : high >>> 54 == 0x3FA;
  }

  public boolean isLinkLocalMulticast() {
    return family == 4 ? low >>> 8 == 0xE00000 : (high >>> 48 & 0xFF0F) == 0xFF02;
  }

  private boolean isMulticast() {
    return family == 4 ? low >>> 28 == 0xE : high >>> 56 == 0xFF;
  }

  /** Unicast beyond the link, private ranges included, as Go's {@code netip} has it. */
  public boolean isGlobalUnicast() {
    boolean broadcast = family == 4 && low == LOW_32;
    return !isUnspecified()
        && !broadcast
        && !isLoopback()
        && !isMulticast()
        && !isLinkLocalUnicast();
  }

  /** IPv4 before IPv6, then by number. */
  @Override
  public int compareTo(IpAddress other) {
    int families = Integer.compare(family, other.family);
    int highs = families != 0 ? families : Long.compareUnsigned(high, other.high);
    return highs != 0 ? highs : Long.compareUnsigned(low, other.low);
  }

  @Override
  public String typeName() {
    return "ip";
  }

  @Override
  public String text() {
    return family == 4
        ? (low >>> 24) + "." + (low >>> 16 & 0xFF) + "." + (low >>> 8 & 0xFF) + "." + (low & 0xFF)
        : text6();
  }

  private String text6() {
    int[] gap = longestZeros();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == gap[0]) {
        text.append("::");
        i += gap[1] - 1;
      } else {
        boolean afterGap = text.length() >= 2 && text.charAt(text.length() - 1) == ':';
        text.append(text.isEmpty() || afterGap ? "" : ":").append(Integer.toHexString(group(i)));
      }
    }
    return text.toString();
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) ((half >>> (16 * (3 - index % 4))) & 0xFFFF);
  }

  /**
   * Start and length of the first longest run of at least two zero groups; start -1 if there is
   * none.
   */
  private int[] longestZeros() {
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && group(end) == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
      i = Math.max(i, end - 1);
    }
    return new int[] {start, length};
  }

  @Override
  public String toString() {
    return text();
  }
}
