package run.trellis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A request to the API server, read the way the API server reads it.
 *
 * @param number its place among all that the proxy has seen, from 1
 * @param at when it arrived
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 * @param path without the query
 * @param query the query's parameters; the last of those with one name
 * @param group API group; empty for the core group and for paths that are no resource
 * @param resource plural name, with the subresource behind a slash if there is one; empty if the
 *     path is no resource
 * @param namespace empty for all namespaces and for cluster-scoped resources
 * @param name empty for a collection
 * @param userAgent who says to ask
 */
public record ApiRequest(
    long number,
    Instant at,
    String verb,
    String path,
    Map<String, String> query,
    String group,
    String resource,
    String namespace,
    String name,
    String userAgent) {

  /** Paths below a namespace that belong to the namespace itself. */
  private static final Set<String> OF_NAMESPACES = Set.of("status", "finalize");

  private record Target(String group, String resource, String namespace, String name) {}

  static ApiRequest of(long number, Instant at, String method, String target, String userAgent) {
    var uri = URI.create(target);
    var query = parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery());
    var it = target(uri.getPath());
    return new ApiRequest(
        number,
        at,
        verb(method, it, query),
        uri.getPath(),
        query,
        it.group,
        it.resource,
        it.namespace,
        it.name,
        userAgent);
  }

  public boolean isWatch() {
    return verb.equals("watch");
  }

  public boolean isRead() {
    return verb.equals("get") || verb.equals("list");
  }

  public boolean isWrite() {
    return !isRead() && !isWatch();
  }

  /**
   * Whether it is about a resource, by plural name; with the subresource behind a slash if there is
   * one.
   */
  public boolean isOf(String resource) {
    return this.resource.equals(resource);
  }

  private static String verb(String method, Target target, Map<String, String> query) {
    return switch (method) {
      case "GET" -> {
        if (Set.of("true", "1").contains(query.getOrDefault("watch", ""))) {
          yield "watch";
        }
        yield target.resource.isEmpty() || !target.name.isEmpty() ? "get" : "list";
      }
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> target.name.isEmpty() ? "deletecollection" : "delete";
      default -> method;
    };
  }

  /**
   * Understands {@code /api/v1/…} and {@code /apis/<group>/<version>/…}, both with and without a
   * namespace.
   */
  private static Target target(String path) {
    var segments = Arrays.stream(path.split("/")).filter(segment -> !segment.isEmpty()).toList();
    if (segments.size() > 2 && segments.getFirst().equals("api")) {
      return target("", segments.subList(2, segments.size()));
    }
    if (segments.size() > 3 && segments.getFirst().equals("apis")) {
      return target(segments.get(1), segments.subList(3, segments.size()));
    }
    return new Target("", "", "", "");
  }

  private static Target target(String group, List<String> rest) {
    var namespaced =
        rest.size() > 2
            && rest.getFirst().equals("namespaces")
            && !OF_NAMESPACES.contains(rest.get(2));
    var namespace = namespaced ? rest.get(1) : "";
    var own = namespaced ? rest.subList(2, rest.size()) : rest;
    var subresource = own.size() > 2 ? "/" + String.join("/", own.subList(2, own.size())) : "";
    return new Target(
        group, own.getFirst() + subresource, namespace, own.size() > 1 ? own.get(1) : "");
  }

  private static Map<String, String> parameters(String query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String pair : query.split("&", -1)) {
      var equals = pair.indexOf('=');
      if (equals > 0) {
        parameters.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return Map.copyOf(parameters);
  }
}
