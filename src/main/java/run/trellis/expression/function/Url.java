package run.trellis.expression.function;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.OpaqueValue;

/**
 * A URL by <a href="https://www.rfc-editor.org/rfc/rfc3986">RFC 3986</a>: absolute, or a path that
 * starts with a slash, as Kubernetes' {@code url()} takes them. Never resolved, never opened.
 *
 * @param scheme in lower case, empty for a path
 * @param userInfo what stands before {@code @} in the authority, may be empty
 * @param hostname without port and brackets, may be empty
 * @param portText digits as given, may be empty
 * @param path as given, percent-encoded
 * @param query as given, without the question mark; {@code null} if there is no question mark
 * @param fragment as given, {@code null} if there is none
 */
public record Url(
    String scheme,
    String userInfo,
    String hostname,
    String portText,
    String path,
    @Nullable String query,
    @Nullable String fragment)
    implements OpaqueValue {

  /** Appendix B of the RFC, with the scheme's own grammar. */
  private static final Pattern PARTS =
      Pattern.compile(
          "(?:([A-Za-z][A-Za-z0-9+.-]*+):)?(?://([^/?#]*+))?([^?#]*+)(?:\\?([^#]*+))?(?:#(.*+))?");

  private static final Pattern AUTHORITY =
      Pattern.compile("(?:([^@]*+)@)?(\\[[0-9A-Fa-f:.]++]|[^:\\[\\]@]*+)(?::([0-9]*+))?");
  private static final Pattern MALFORMED =
      Pattern.compile("[\\x00-\\x20\\x7F\"<>\\\\^`{|}]|%(?![0-9A-Fa-f]{2})");
  private static final String HINT =
      "write it as https://host:port/path?query, or as a path that starts with /";
  private static final int LONGEST = 8192;
  private static final int LARGEST_PORT = 65_535;

  /**
   * Reads a URL.
   *
   * @throws run.trellis.expression.EvaluationException if it is none
   */
  public static Url parse(String text) {
    return find(text).orElseThrow(() -> Messages.malformed(text, "a URL", HINT));
  }

  static Optional<Url> find(String text) {
    if (text.length() > LONGEST || MALFORMED.matcher(text).find()) {
      return Optional.empty();
    }
    Matcher parts = PARTS.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    String scheme = parts.group(1) == null ? "" : parts.group(1).toLowerCase(Locale.ROOT);
    String authority = parts.group(2) == null ? "" : parts.group(2);
    boolean absolute =
        !scheme.isEmpty() || (parts.group(2) == null && parts.group(3).startsWith("/"));
    Matcher host = AUTHORITY.matcher(authority);
    if (!absolute || !host.matches() || !isPort(host.group(3))) {
      return Optional.empty();
    }
    return Optional.of(
        new Url(
            scheme,
            textOrEmpty(host.group(1)),
            withoutBrackets(textOrEmpty(host.group(2))),
            textOrEmpty(host.group(3)),
            textOrEmpty(parts.group(3)),
            parts.group(4),
            parts.group(5)));
  }

  private static boolean isPort(@Nullable String digits) {
    return digits == null
        || digits.isEmpty()
        || (digits.length() <= 5 && Integer.parseInt(digits) <= LARGEST_PORT);
  }

  private static String textOrEmpty(@Nullable String group) {
    return group == null ? "" : group;
  }

  private static String withoutBrackets(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Host and port, as they stand in the URL. */
  public String host() {
    String host = hostname.indexOf(':') < 0 ? hostname : "[" + hostname + "]";
    return portText.isEmpty() ? host : host + ":" + portText;
  }

  /** The port that is given, empty if none is. */
  public OptionalInt port() {
    return portText.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(portText));
  }

  /** Decoded parameters of the query, each with all its values in their order. */
  public Map<String, List<String>> parameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (String pair : query == null ? new String[0] : query.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (!pair.isEmpty()) {
        parameters
            .computeIfAbsent(PercentEncoding.decodeForm(name), key -> new ArrayList<>())
            .add(PercentEncoding.decodeForm(value));
      }
    }
    return parameters;
  }

  @Override
  public String typeName() {
    return "url";
  }

  @Override
  public String text() {
    boolean hasAuthority = !hostname.isEmpty() || !userInfo.isEmpty() || !portText.isEmpty();
    return (scheme.isEmpty() ? "" : scheme + ":")
        + (hasAuthority || path.startsWith("//") ? "//" : "")
        + (userInfo.isEmpty() ? "" : userInfo + "@")
        + host()
        + path
        + (query == null ? "" : "?" + query)
        + (fragment == null ? "" : "#" + fragment);
  }

  /** Without the user's part: it may hold a password. */
  @Override
  public String toString() {
    return new Url(scheme, "", hostname, portText, path, query, fragment).text();
  }
}
