package run.trellis.expression.function;

import java.util.Optional;
import run.trellis.expression.OpaqueValue;

/**
 * A network in the notation of <a href="https://www.rfc-editor.org/rfc/rfc4632">RFC 4632</a>. Bits
 * after the prefix are kept, so it also holds the address of a host in its network.
 */
public record Cidr(IpAddress address, int prefixLength) implements OpaqueValue, Comparable<Cidr> {

  /**
   * Reads a network.
   *
   * @throws run.trellis.expression.EvaluationException if it is none
   */
  public static Cidr parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                Messages.malformed(
                    text, "a network in CIDR notation", "write it as 10.0.0.0/8 or 2001:db8::/32"));
  }

  static Optional<Cidr> find(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      return Optional.empty();
    }
    String length = text.substring(slash + 1);
    boolean leadingZero = length.length() > 1 && length.charAt(0) == '0';
    int prefixLength = leadingZero ? -1 : IpAddress.number(length, 10, 3);
    return IpAddress.find(text.substring(0, slash))
        .filter(address -> prefixLength >= 0 && prefixLength <= address.bits())
        .map(address -> new Cidr(address, prefixLength));
  }

  public boolean contains(IpAddress other) {
    return other.family() == address.family()
        && other.masked(prefixLength).equals(address.masked(prefixLength));
  }

  /** Whether all addresses of the other network are in this one. */
  public boolean contains(Cidr other) {
    return other.prefixLength >= prefixLength && contains(other.address);
  }

  /** This network with all bits after the prefix zero. */
  public Cidr masked() {
    return new Cidr(address.masked(prefixLength), prefixLength);
  }

  /** By address, then the wider first. */
  @Override
  public int compareTo(Cidr other) {
    int addresses = address.compareTo(other.address);
    return addresses != 0 ? addresses : Integer.compare(prefixLength, other.prefixLength);
  }

  @Override
  public String typeName() {
    return "cidr";
  }

  @Override
  public String text() {
    return address.text() + "/" + prefixLength;
  }

  @Override
  public String toString() {
    return text();
  }
}
