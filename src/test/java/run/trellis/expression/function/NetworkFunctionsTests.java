package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.expression.Evaluated.Code.INVALID_ARGUMENT;
import static run.trellis.expression.Evaluated.Code.TYPE_MISMATCH;
import static run.trellis.expression.function.Case.function;
import static run.trellis.expression.function.Case.list;
import static run.trellis.expression.function.Case.made;
import static run.trellis.expression.function.Case.method;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkFunctionsTests {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "255.255.255.255, 255.255.255.255",
    "::, ::",
    "::1, ::1",
    "1::, 1::",
    "2001:DB8:0:0:0:0:0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "0:0:0:0:0:0:0:0, ::",
    "1:2:3:4:5:6:7::, 1:2:3:4:5:6:7:0",
    "::2:3:4:5:6:7:8, 0:2:3:4:5:6:7:8",
    "fe80::00ab, fe80::ab",
    "ff02::1, ff02::1",
    "1:0:0:4::8, 1:0:0:4::8"
  })
  void writesAddressesByRfc5952(String text, String canonical) {
    assertThat(IpAddress.parse(text).text()).isEqualTo(canonical);
    assertThat(IpAddress.parse(canonical)).isEqualTo(IpAddress.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.4 ",
        "1..2.3",
        "1.2.3.-4",
        "0x7f.1.1.1",
        "١.1.1.1",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "12345::",
        "g::",
        ":1",
        "1:",
        "fe80::1%eth0",
        "::ffff:1.2.3.4",
        "::ffff:102:304",
        "::1.2.3.4",
        "[::1]",
        "10.0.0.0/8"
      })
  void refusesWhatIsNoAddress(String text) {
    function("ip", text).fails(INVALID_ARGUMENT, "is not an IP address").check();
  }

  @ParameterizedTest
  @MethodSource
  void knowsAddresses(Case row) {
    row.check();
  }

  static List<Case> knowsAddresses() {
    return List.of(
        method(made("ip", "10.0.0.1"), "family").gives(4),
        method(made("ip", "::1"), "family").gives(6),
        method(made("ip", "0.0.0.0"), "isUnspecified").gives(true),
        method(made("ip", "0.0.0.1"), "isUnspecified").gives(false),
        method(made("ip", "127.9.9.9"), "isLoopback").gives(true),
        method(made("ip", "::1"), "isLoopback").gives(true),
        method(made("ip", "::2"), "isLoopback").gives(false),
        method(made("ip", "169.254.1.1"), "isLinkLocalUnicast").gives(true),
        method(made("ip", "febf::1"), "isLinkLocalUnicast").gives(true),
        method(made("ip", "fec0::1"), "isLinkLocalUnicast").gives(false),
        method(made("ip", "224.0.0.9"), "isLinkLocalMulticast").gives(true),
        method(made("ip", "224.0.1.9"), "isLinkLocalMulticast").gives(false),
        method(made("ip", "ff12::1"), "isLinkLocalMulticast").gives(true),
        method(made("ip", "ff05::1"), "isLinkLocalMulticast").gives(false),
        method(made("ip", "10.0.0.1"), "isGlobalUnicast").gives(true),
        method(made("ip", "2001:db8::1"), "isGlobalUnicast").gives(true),
        method(made("ip", "255.255.255.255"), "isGlobalUnicast").gives(false),
        method(made("ip", "239.1.1.1"), "isGlobalUnicast").gives(false),
        method("10.0.0.1", "family").fails(TYPE_MISMATCH, "family is a method of ip"),
        function("ip", 1).fails(TYPE_MISMATCH, "an IP address, not 1"));
  }

  @ParameterizedTest
  @MethodSource
  void knowsNetworks(Case row) {
    row.check();
  }

  static List<Case> knowsNetworks() {
    Object ten = made("cidr", "10.1.2.3/8");
    Object six = made("cidr", "2001:db8::/32");
    return List.of(
        function("cidr", "10.1.2.3/8").gives("10.1.2.3/8"),
        function("cidr", "2001:DB8::/32").gives("2001:db8::/32"),
        function("cidr", "10.0.0.0").fails(INVALID_ARGUMENT, "not a network in CIDR notation"),
        function("cidr", "10.0.0.0/33").fails(INVALID_ARGUMENT, "write it as 10.0.0.0/8"),
        function("cidr", "10.0.0.0/08").fails(INVALID_ARGUMENT, "CIDR"),
        function("cidr", "10.0.0.0/-1").fails(INVALID_ARGUMENT, "CIDR"),
        function("cidr", "10.0.0.0/").fails(INVALID_ARGUMENT, "CIDR"),
        function("cidr", "::/129").fails(INVALID_ARGUMENT, "CIDR"),
        method(ten, "ip").gives("10.1.2.3"),
        method(ten, "masked").gives("10.0.0.0/8"),
        method(made("cidr", "10.1.2.3/0"), "masked").gives("0.0.0.0/0"),
        method(made("cidr", "10.1.2.3/32"), "masked").gives("10.1.2.3/32"),
        method(made("cidr", "10.1.2.3/31"), "masked").gives("10.1.2.2/31"),
        method(made("cidr", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/65"), "masked")
            .gives("ffff:ffff:ffff:ffff:8000::/65"),
        method(made("cidr", "ffff::ffff/64"), "masked").gives("ffff::/64"),
        method(made("cidr", "ffff::ffff/128"), "masked").gives("ffff::ffff/128"),
        method(ten, "prefixLength").gives(8),
        method(ten, "contains", "10.255.0.1").gives(true),
        method(ten, "contains", "11.0.0.1").gives(false),
        method(ten, "contains", "::1").gives(false),
        method(ten, "contains", made("ip", "10.0.0.1")).gives(true),
        method(ten, "contains", "10.1.0.0/16").gives(true),
        method(ten, "contains", "10.0.0.0/7").gives(false),
        method(ten, "contains", made("cidr", "10.0.0.0/8")).gives(true),
        method(six, "contains", "2001:db8:ffff::1").gives(true),
        method(six, "contains", "2001:db9::1").gives(false),
        method(ten, "contains", "x").fails(INVALID_ARGUMENT, "'x' is not an IP address"),
        method(ten, "contains", "10.0.0.0/99").fails(INVALID_ARGUMENT, "not a network"),
        method("10.0.0.0/8", "contains", "10").gives(true));
  }

  @ParameterizedTest
  @MethodSource
  void takesUrlsApart(Case row) {
    row.check();
  }

  static List<Case> takesUrlsApart() {
    Object full = made("url", "HTTPS://user:pw@Db.Shop:8443/a%20b/c?x=1&x=2&y=a+b%21&z#part");
    Object plain = made("url", "http://db.shop");
    return List.of(
        function("url", "HTTPS://Db.Shop/").gives("https://Db.Shop/"),
        function("url", "/a/b?c").gives("/a/b?c"),
        function("url", "mailto:a@b").gives("mailto:a@b"),
        method(full, "scheme").gives("https"),
        method(full, "host").gives("Db.Shop:8443"),
        method(full, "hostname").gives("Db.Shop"),
        method(full, "port").gives(8443),
        method(full, "path").gives("/a%20b/c"),
        method(full, "query").gives(Map.of("x", list("1", "2"), "y", list("a b!"), "z", list(""))),
        method(plain, "port").gives(null),
        method(plain, "path").gives(""),
        method(plain, "query").gives(Map.of()),
        method(made("url", "/p"), "host").gives(""),
        method(made("url", "/p"), "scheme").gives(""),
        method(made("url", "http://[2001:db8::1]:80/"), "hostname").gives("2001:db8::1"),
        method(made("url", "http://[2001:db8::1]:80/"), "host").gives("[2001:db8::1]:80"),
        method(made("url", "http://a/?q=%FF"), "query").fails(INVALID_ARGUMENT, "not UTF-8"),
        function("url", "").fails(INVALID_ARGUMENT, "is not a URL: write it as https://"),
        function("url", "db.shop/x").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "//db.shop/x").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a b/").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a/%zz").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a:99999/").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a:b/").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a\nb/").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://a@b@c/").fails(INVALID_ARGUMENT, "is not a URL"),
        function("url", "http://[::1/").fails(INVALID_ARGUMENT, "is not a URL"));
  }

  @ParameterizedTest
  @CsvSource({
    "shop-db, shop-db",
    "a, a",
    "0, 0",
    "Shop, shop-f77da24d",
    "a_b, a-b-99f17aed",
    "'', x-e3b0c442",
    "---, x-cb3f91d5",
    "-a, a-59cfc9b3"
  })
  void labelsKeepWhatTheyCan(String text, String label) {
    assertThat(DnsLabel.of(text))
        .startsWith(label.replaceAll("-[0-9a-f]{8}$", ""))
        .hasSizeLessThan(64);
    assertThat(DnsLabel.of(text)).isEqualTo(DnsLabel.of(text));
    assertThat(DnsLabel.isValid(DnsLabel.of(text))).isTrue();
  }

  @Property
  void labelsAreAlwaysValidAndStay(@ForAll String text, @ForAll @IntRange(max = 80) int length) {
    for (String input :
        List.of(text, "a".repeat(length), text + "-".repeat(length), "é" + "x-".repeat(length))) {
      String label = DnsLabel.of(input);
      assertThat(DnsLabel.isValid(label)).as(label).isTrue();
      assertThat(DnsLabel.of(label)).isEqualTo(label);
      assertThat(label.equals(input)).isEqualTo(DnsLabel.isValid(input));
    }
  }

  @Property
  void longTextsThatDifferAtTheirEndsHaveDifferentLabels(
      @ForAll @IntRange(min = 0) int a, @ForAll @IntRange(min = 0) int b) {
    String head = "x".repeat(70);
    assertThat(DnsLabel.of(head + a).equals(DnsLabel.of(head + b))).isEqualTo(a == b);
  }
}
