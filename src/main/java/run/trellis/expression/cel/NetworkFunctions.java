package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.CIDR;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.IP;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.URL;
import static run.trellis.expression.cel.ValueTypes.listOf;
import static run.trellis.expression.cel.ValueTypes.mapOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.function.Cidr;
import run.trellis.expression.function.IpAddress;
import run.trellis.expression.function.Url;

/** Addresses, networks and URLs. Nothing is ever looked up. */
final class NetworkFunctions {

  private NetworkFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(addresses());
    all.addAll(networks());
    all.addAll(urls());
    return all;
  }

  private static List<Overload> addresses() {
    return List.of(
        function("ip", STRING)
            .doc(
                "An IPv4 or IPv6 address. Its text is canonical.",
                "string(ip('2001:DB8:0:0::1'))",
                "'2001:db8::1'")
            .gives(IP, arguments -> IpAddress.parse(arguments.text(0))),
        function("isIP", STRING)
            .doc("Whether a text is an address.", "isIP('10.0.0.1')", "true")
            .gives(
                BOOL,
                arguments ->
                    QuantityFunctions.isReadable(() -> IpAddress.parse(arguments.text(0)))),
        function("ip.isCanonical", STRING)
            .doc(
                "Whether an address is written as its canonical text.",
                "ip.isCanonical('2001:DB8::1')",
                "false")
            .gives(
                BOOL,
                arguments -> IpAddress.parse(arguments.text(0)).text().equals(arguments.text(0))),
        method("family", IP)
            .doc("4 or 6.", "ip('10.0.0.1').family()", "4")
            .gives(INT, arguments -> (long) arguments.value(0, IpAddress.class).family()),
        is("isUnspecified", "it is `0.0.0.0` or `::`", "::", IpAddress::isUnspecified),
        is("isLoopback", "it means the host itself", "127.0.0.1", IpAddress::isLoopback),
        is(
            "isLinkLocalMulticast",
            "it is of 224.0.0.0/24 or ff02::/16",
            "ff02::1",
            IpAddress::isLinkLocalMulticast),
        is(
            "isLinkLocalUnicast",
            "it is of 169.254.0.0/16 or fe80::/10",
            "fe80::1",
            IpAddress::isLinkLocalUnicast),
        is(
            "isGlobalUnicast",
            "it reaches beyond the link; private ranges do",
            "10.0.0.1",
            IpAddress::isGlobalUnicast));
  }

  private static Overload is(
      String name, String what, String example, Predicate<IpAddress> predicate) {
    return method(name, IP)
        .doc("Whether " + what + ".", "ip('" + example + "')." + name + "()", "true")
        .gives(BOOL, arguments -> predicate.test(arguments.value(0, IpAddress.class)));
  }

  private static List<Overload> networks() {
    return List.of(
        function("cidr", STRING)
            .doc("A network in CIDR notation.", "string(cidr('10.1.0.0/16'))", "'10.1.0.0/16'")
            .gives(CIDR, arguments -> Cidr.parse(arguments.text(0))),
        function("isCIDR", STRING)
            .doc("Whether a text is a network.", "isCIDR('10.0.0.0/33')", "false")
            .gives(
                BOOL,
                arguments -> QuantityFunctions.isReadable(() -> Cidr.parse(arguments.text(0)))),
        method("containsIP", CIDR, IP)
            .doc(
                "Whether an address is inside.",
                "cidr('10.0.0.0/8').containsIP(ip('10.1.2.3'))",
                "true")
            .gives(
                BOOL,
                arguments -> network(arguments, 0).contains(arguments.value(1, IpAddress.class))),
        method("containsIP", CIDR, STRING)
            .gives(
                BOOL,
                arguments -> network(arguments, 0).contains(IpAddress.parse(arguments.text(1)))),
        method("containsCIDR", CIDR, CIDR)
            .doc(
                "Whether all of another network is inside.",
                "cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))",
                "true")
            .gives(BOOL, arguments -> network(arguments, 0).contains(network(arguments, 1))),
        method("containsCIDR", CIDR, STRING)
            .gives(
                BOOL, arguments -> network(arguments, 0).contains(Cidr.parse(arguments.text(1)))),
        method("ip", CIDR)
            .doc("The address before the slash.", "string(cidr('10.1.2.3/8').ip())", "'10.1.2.3'")
            .gives(IP, arguments -> network(arguments, 0).address()),
        method("masked", CIDR)
            .doc(
                "The network with all bits after its prefix zero.",
                "string(cidr('10.1.2.3/8').masked())",
                "'10.0.0.0/8'")
            .gives(CIDR, arguments -> network(arguments, 0).masked()),
        method("prefixLength", CIDR)
            .doc("The number after the slash.", "cidr('10.0.0.0/8').prefixLength()", "8")
            .gives(INT, arguments -> (long) network(arguments, 0).prefixLength()));
  }

  private static Cidr network(Arguments arguments, int index) {
    return arguments.value(index, Cidr.class);
  }

  private static List<Overload> urls() {
    String example = "url('https://db.shop:5432/a%20b?x=1')";
    return List.of(
        function("url", STRING)
            .doc(
                "An absolute URL, or a path that starts with a slash.",
                example + ".getHost()",
                "'db.shop:5432'")
            .gives(URL, arguments -> Url.parse(arguments.text(0))),
        function("isURL", STRING)
            .doc("Whether a text is a URL.", "isURL('shop')", "false")
            .gives(
                BOOL,
                arguments -> QuantityFunctions.isReadable(() -> Url.parse(arguments.text(0)))),
        method("getScheme", URL)
            .doc(
                "What stands before the colon, in lower case.", example + ".getScheme()", "'https'")
            .gives(STRING, arguments -> url(arguments).scheme()),
        method("getHost", URL)
            .doc("Host and port as given.", example + ".getHost()", "'db.shop:5432'")
            .gives(STRING, arguments -> url(arguments).host()),
        method("getHostname", URL)
            .doc("The host without port and brackets.", example + ".getHostname()", "'db.shop'")
            .gives(STRING, arguments -> url(arguments).hostname()),
        method("getPort", URL)
            .doc("The port as text, empty if none is given.", example + ".getPort()", "'5432'")
            .gives(STRING, arguments -> url(arguments).portText()),
        method("getEscapedPath", URL)
            .doc("The path, percent-encoded.", example + ".getEscapedPath()", "'/a%20b'")
            .gives(STRING, arguments -> arguments.announced(url(arguments).path())),
        method("getQuery", URL)
            .doc(
                "The decoded parameters, each with a list of its values.",
                example + ".getQuery()",
                "{'x': ['1']}")
            .gives(mapOf(STRING, listOf(STRING)), NetworkFunctions::query));
  }

  private static Url url(Arguments arguments) {
    return arguments.value(0, Url.class);
  }

  private static Object query(Arguments arguments) {
    Map<Object, @Nullable Object> query = new LinkedHashMap<>();
    arguments.announced(url(arguments).text());
    url(arguments).parameters().forEach((name, values) -> query.put(name, List.copyOf(values)));
    return Collections.unmodifiableMap(query);
  }
}
