package run.trellis.expression.function;

import static run.trellis.expression.function.Definition.function;
import static run.trellis.expression.function.Definition.method;
import static run.trellis.expression.function.Kind.BOOLEAN;
import static run.trellis.expression.function.Kind.CIDR;
import static run.trellis.expression.function.Kind.INTEGER;
import static run.trellis.expression.function.Kind.IP;
import static run.trellis.expression.function.Kind.MAP;
import static run.trellis.expression.function.Kind.TEXT;
import static run.trellis.expression.function.Kind.URL;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Addresses, networks, URLs and names. Nothing is ever looked up. */
final class NetworkFunctions {

  private NetworkFunctions() {}

  static List<Definition> all() {
    List<Definition> all = new ArrayList<>(addresses());
    all.addAll(networks());
    all.addAll(urls());
    return all;
  }

  private static List<Definition> addresses() {
    return List.of(
        function("ip", IP.as("value"))
            .doc(
                "An IPv4 or IPv6 address. Its text is canonical; `==` and `<` go by number.",
                "string(ip('2001:DB8:0:0::1'))",
                "'2001:db8::1'")
            .gives(IP, call -> call.value(0)),
        method("family", IP)
            .doc("4 or 6.", "ip('10.0.0.1').family()", "4")
            .gives(INTEGER, call -> (long) address(call).family()),
        method("isUnspecified", IP)
            .doc("Whether it is `0.0.0.0` or `::`.", "ip('::').isUnspecified()", "true")
            .gives(BOOLEAN, call -> address(call).isUnspecified()),
        method("isLoopback", IP)
            .doc("Whether it means the host itself.", "ip('127.0.0.1').isLoopback()", "true")
            .gives(BOOLEAN, call -> address(call).isLoopback()),
        method("isLinkLocalUnicast", IP)
            .doc(
                "Whether it is of 169.254.0.0/16 or fe80::/10.",
                "ip('fe80::1').isLinkLocalUnicast()",
                "true")
            .gives(BOOLEAN, call -> address(call).isLinkLocalUnicast()),
        method("isLinkLocalMulticast", IP)
            .doc(
                "Whether it is of 224.0.0.0/24 or ff02::/16.",
                "ip('ff02::1').isLinkLocalMulticast()",
                "true")
            .gives(BOOLEAN, call -> address(call).isLinkLocalMulticast()),
        method("isGlobalUnicast", IP)
            .doc(
                "Whether it reaches beyond the link; private ranges do.",
                "ip('10.0.0.1').isGlobalUnicast()",
                "true")
            .gives(BOOLEAN, call -> address(call).isGlobalUnicast()));
  }

  private static List<Definition> networks() {
    return List.of(
        function("cidr", CIDR.as("value"))
            .doc("A network in CIDR notation.", "string(cidr('10.1.0.0/16'))", "'10.1.0.0/16'")
            .gives(CIDR, call -> call.value(0)),
        method("contains", CIDR, Kind.IP_OR_CIDR.as("other"))
            .doc(
                "Whether an address, or all of another network, is inside.",
                "cidr('10.0.0.0/8').contains('10.1.2.3')",
                "true")
            .gives(BOOLEAN, NetworkFunctions::contains),
        method("ip", CIDR)
            .doc("The address before the slash.", "string(cidr('10.1.2.3/8').ip())", "'10.1.2.3'")
            .gives(IP, call -> network(call).address()),
        method("masked", CIDR)
            .doc(
                "The network with all bits after its prefix zero.",
                "string(cidr('10.1.2.3/8').masked())",
                "'10.0.0.0/8'")
            .gives(CIDR, call -> network(call).masked()),
        method("prefixLength", CIDR)
            .doc("The number after the slash.", "cidr('10.0.0.0/8').prefixLength()", "8")
            .gives(INTEGER, call -> (long) network(call).prefixLength()));
  }

  private static List<Definition> urls() {
    return List.of(
        function("url", URL.as("value"))
            .doc(
                "An absolute URL, or a path that starts with a slash.",
                "url('https://db.shop:5432/x').host()",
                "'db.shop:5432'")
            .gives(URL, call -> call.value(0)),
        method("scheme", URL)
            .doc(
                "What stands before the colon, in lower case.",
                "url('https://db.shop/').scheme()",
                "'https'")
            .gives(TEXT, call -> url(call).scheme()),
        method("host", URL)
            .doc(
                "Host and port as given, empty if there is none.",
                "url('http://[::1]:80/').host()",
                "'[::1]:80'")
            .gives(TEXT, call -> url(call).host()),
        method("hostname", URL)
            .doc(
                "The host without port and brackets.",
                "url('http://[::1]:80/').hostname()",
                "'::1'")
            .gives(TEXT, call -> url(call).hostname()),
        method("port", URL)
            .doc(
                "The port, `null` if none is given.",
                "url('https://db.shop/').port() ?: 443",
                "443")
            .gives(INTEGER.orNull(), NetworkFunctions::port),
        method("path", URL)
            .doc(
                "The path as given, percent-encoded.",
                "url('https://db.shop/a%20b?c').path()",
                "'/a%20b'")
            .gives(TEXT, call -> url(call).path()),
        method("query", URL)
            .doc(
                "The decoded parameters, each with a list of its values.",
                "url('/find?tag=a&tag=b%21').query()",
                "{tag: {'a', 'b!'}}")
            .gives(MAP, NetworkFunctions::query),
        function("dns.label", TEXT.as("value"))
            .doc(
                "A name that Kubernetes accepts almost everywhere: at most 63 lower-case letters,"
                    + " digits and hyphens. A text that is one stays as it is; any other is made"
                    + " one and ends in a hash, so that different texts have different names.",
                "dns.label('shop-db')",
                "'shop-db'")
            .gives(TEXT, call -> DnsLabel.of(call.text(0))));
  }

  private static IpAddress address(Call call) {
    return call.value(0, IpAddress.class);
  }

  private static Cidr network(Call call) {
    return call.value(0, Cidr.class);
  }

  private static Url url(Call call) {
    return call.value(0, Url.class);
  }

  private static Object contains(Call call) {
    return call.value(1) instanceof Cidr other
        ? network(call).contains(other)
        : network(call).contains(call.value(1, IpAddress.class));
  }

  private static @Nullable Object port(Call call) {
    return url(call).port().isPresent() ? (Object) (long) url(call).port().getAsInt() : null;
  }

  private static Object query(Call call) {
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    call.announced(url(call).text());
    url(call).parameters().forEach((name, values) -> query.put(name, Call.sealed(values)));
    return Collections.unmodifiableMap(query);
  }
}
