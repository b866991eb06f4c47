package run.trellis.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plain client for tests. It knows objects as trees of maps, asks the server which kinds there
 * are, and caches nothing of what it reads.
 */
public final class Kubectl {

  /** How long {@link Resources#await} and its relatives wait: long enough for a busy machine. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final JsonMapper JSON = JsonMapper.shared();

  private final ClusterAccess access;
  private final HttpClient http;
  private final String userAgent;
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

  private record Kind(String groupPath, String plural, boolean namespaced) {}

  private Kubectl(ClusterAccess access, String userAgent) {
    this.access = access;
    this.userAgent = userAgent;
    this.http = access.client(access.identified());
  }

  /** A client with the rights of a kubeconfig. */
  public static Kubectl of(Path kubeconfig) {
    return of(kubeconfig, "trellis-tests");
  }

  /** A client whose requests can be told from others' by their user agent. */
  public static Kubectl of(Path kubeconfig, String userAgent) {
    return new Kubectl(ClusterAccess.from(kubeconfig), userAgent);
  }

  /** All resources of a kind; the server need not know it yet. */
  public Resources resources(String apiVersion, String kind) {
    return new Resources(apiVersion, kind, "");
  }

  /**
   * Applies each object of a YAML text on the server side, as field manager {@code kubectl} and
   * with force.
   *
   * @return what the server made of them
   */
  public List<Map<String, @Nullable Object>> apply(String yaml) {
    List<Map<String, @Nullable Object>> applied = new ArrayList<>();
    for (Object document : new Yaml(new SafeConstructor(new LoaderOptions())).loadAll(yaml)) {
      if (document instanceof Map<?, ?> object) {
        applied.add(apply(JsonTree.copyOfMap(object)));
      }
    }
    return applied;
  }

  /** Applies one object; see {@link #apply(String)}. */
  public Map<String, @Nullable Object> apply(Map<String, ? extends @Nullable Object> object) {
    return resources(JsonTree.textAt(object, "apiVersion"), JsonTree.textAt(object, "kind"))
        .in(JsonTree.textAt(object, "metadata", "namespace"))
        .apply(object);
  }

  /** Sends any request, and reads the answer as JSON: for what has no method here. */
  public Map<String, @Nullable Object> request(
      String method,
      String path,
      Map<String, ? extends @Nullable Object> body,
      String contentType) {
    try {
      return send(method, path, body, contentType);
    } catch (ApiFailure e) {
      if (!e.saysThatStorageStarts()) {
        throw e;
      }
    }
    // For a moment after a kind was defined or changed, and it means: again, please.
    return Awaitility.await(method + " " + path + " once its storage has started")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptionsMatching(e -> e instanceof ApiFailure it && it.saysThatStorageStarts())
        .until(() -> send(method, path, body, contentType), _ -> true);
  }

  private Map<String, @Nullable Object> send(
      String method,
      String path,
      Map<String, ? extends @Nullable Object> body,
      String contentType) {
    var publisher =
        body.isEmpty()
            ? BodyPublishers.noBody()
            : BodyPublishers.ofString(JSON.writeValueAsString(body));
    var request =
        HttpRequest.newBuilder(URI.create(access.server() + path))
            .method(method, publisher)
            .timeout(PATIENCE)
            .header("Accept", "application/json")
            .header("Content-Type", contentType)
            .header("User-Agent", userAgent);
    access.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      var answer = tree(response.body());
      if (response.statusCode() >= 300) {
        throw new ApiFailure(method + " " + path, response.statusCode(), answer);
      }
      return answer;
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted: " + method + " " + path, e);
    }
  }

  /** Reads a path, such as {@code /readyz?verbose} or {@code /openapi/v3}, as JSON. */
  public Map<String, @Nullable Object> read(String path) {
    return request("GET", path, Map.of(), "application/json");
  }

  /**
   * Answers that are not an object, such as the "ok" of a health check, are in the field {@code
   * text}.
   */
  private static Map<String, @Nullable Object> tree(String body) {
    return body.startsWith("{")
        ? JsonTree.copyOfMap(JSON.readValue(body, Map.class))
        : JsonTree.copyOfMap(Map.of("text", body));
  }

  private Optional<Kind> findKind(String apiVersion, String kind) {
    var known = kinds.get(apiVersion + "/" + kind);
    if (known != null) {
      return Optional.of(known);
    }
    var groupPath = (apiVersion.contains("/") ? "/apis/" : "/api/") + apiVersion;
    try {
      for (Object resource : JsonTree.listAt(read(groupPath), "resources")) {
        var plural = JsonTree.textAt(resource, "name");
        if (!plural.contains("/")) {
          var namespaced = Boolean.TRUE.equals(JsonTree.at(resource, "namespaced"));
          kinds.put(
              apiVersion + "/" + JsonTree.textAt(resource, "kind"),
              new Kind(groupPath, plural, namespaced));
        }
      }
    } catch (ApiFailure e) {
      if (e.status() != 404) {
        throw e;
      }
    }
    return Optional.ofNullable(kinds.get(apiVersion + "/" + kind));
  }

  /** The resources of one kind, in one namespace or in all. */
  public final class Resources {

    private final String apiVersion;
    private final String kind;
    private final String namespace;

    private Resources(String apiVersion, String kind, String namespace) {
      this.apiVersion = apiVersion;
      this.kind = kind;
      this.namespace = namespace;
    }

    /** The same kind, in one namespace. */
    public Resources in(String namespace) {
      return new Resources(apiVersion, kind, namespace);
    }

    /** Waits until the server knows the kind, and returns this. */
    public Resources whenServed() {
      Awaitility.await("the server to know " + this)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> findKind(apiVersion, kind).isPresent());
      return this;
    }

    public Optional<Map<String, @Nullable Object>> find(String name) {
      try {
        return Optional.of(read(path(name)));
      } catch (ApiFailure e) {
        if (e.status() == 404) {
          return Optional.empty();
        }
        throw e;
      }
    }

    public Map<String, @Nullable Object> get(String name) {
      return read(path(name));
    }

    public List<Map<String, @Nullable Object>> list() {
      return list("");
    }

    public List<Map<String, @Nullable Object>> list(String labelSelector) {
      var query =
          labelSelector.isEmpty()
              ? ""
              : "?labelSelector=" + URLEncoder.encode(labelSelector, UTF_8);
      // Items of a list come without apiVersion and kind.
      return JsonTree.listAt(read(path("") + query), "items").stream()
          .map(item -> typed(JsonTree.mapAt(item)))
          .toList();
    }

    public Map<String, @Nullable Object> create(Map<String, ? extends @Nullable Object> object) {
      return request("POST", path(""), typed(object), "application/json");
    }

    /** Replaces the whole object; refused if it has changed since it was read. */
    public Map<String, @Nullable Object> replace(Map<String, ? extends @Nullable Object> object) {
      return request("PUT", path(nameOf(object)), typed(object), "application/json");
    }

    public Map<String, @Nullable Object> apply(Map<String, ? extends @Nullable Object> object) {
      return applyAs("kubectl", object);
    }

    /** Applies on the server side as some field manager, with force. */
    public Map<String, @Nullable Object> applyAs(
        String manager, Map<String, ? extends @Nullable Object> object) {
      return request(
          "PATCH",
          path(nameOf(object)) + "?fieldManager=" + manager + "&force=true",
          typed(object),
          "application/apply-patch+yaml");
    }

    /** Merges a patch into the object; {@code null} removes a field. */
    public Map<String, @Nullable Object> patch(
        String name, Map<String, ? extends @Nullable Object> patch) {
      return request("PATCH", path(name), patch, "application/merge-patch+json");
    }

    /** Merges a patch into the object's status. */
    public Map<String, @Nullable Object> patchStatus(
        String name, Map<String, ? extends @Nullable Object> status) {
      return request(
          "PATCH",
          path(name) + "/status",
          Map.of("status", status),
          "application/merge-patch+json");
    }

    /** Asks for deletion and does not wait for it. Nothing happens if it is gone. */
    public void delete(String name) {
      try {
        request(
            "DELETE", path(name), Map.of("propagationPolicy", "Background"), "application/json");
      } catch (ApiFailure e) {
        if (e.status() != 404) {
          throw e;
        }
      }
    }

    /** Waits until an object exists and is as wanted, and returns it. */
    public Map<String, @Nullable Object> await(
        String name, String wanted, Predicate<Map<String, @Nullable Object>> test) {
      var last = new AtomicReference<Optional<Map<String, @Nullable Object>>>(Optional.empty());
      try {
        Awaitility.await()
            .atMost(PATIENCE)
            .pollInterval(Duration.ofMillis(50))
            .pollDelay(Duration.ZERO)
            .until(
                () -> {
                  last.set(find(name));
                  return last.get().filter(test).isPresent();
                });
      } catch (ConditionTimeoutException e) {
        throw new AssertionError(
            "%s %s: not %s after %d s; last seen: %s"
                .formatted(kind, name, wanted, PATIENCE.toSeconds(), describe(last.get())),
            e);
      }
      return last.get().orElseThrow();
    }

    /** Waits until an object exists, and returns it. */
    public Map<String, @Nullable Object> awaitExistence(String name) {
      return await(name, "there", _ -> true);
    }

    /** Waits until a condition of an object has a status, and returns the object. */
    public Map<String, @Nullable Object> awaitCondition(String name, String type, String status) {
      return await(
          name,
          type + "=" + status,
          object ->
              JsonTree.listAt(object, "status", "conditions").stream()
                  .anyMatch(
                      condition ->
                          JsonTree.textAt(condition, "type").equals(type)
                              && JsonTree.textAt(condition, "status").equals(status)));
    }

    /** Waits until an object is gone. */
    public void awaitAbsence(String name) {
      Awaitility.await(kind + " " + name + " to be gone")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> find(name).isEmpty());
    }

    /** The path of an object; of the collection, if the name is empty. */
    public String path(String name) {
      var found =
          findKind(apiVersion, kind)
              .orElseThrow(() -> new IllegalStateException("the server knows no " + this));
      var scope = found.namespaced() && !namespace.isEmpty() ? "/namespaces/" + namespace : "";
      return found.groupPath() + scope + "/" + found.plural() + (name.isEmpty() ? "" : "/" + name);
    }

    private Map<String, @Nullable Object> typed(Map<String, ? extends @Nullable Object> object) {
      Map<String, @Nullable Object> typed = new LinkedHashMap<>();
      typed.put("apiVersion", apiVersion);
      typed.put("kind", kind);
      typed.putAll(object);
      return typed;
    }

    private static String nameOf(Map<String, ? extends @Nullable Object> object) {
      return JsonTree.textAt(object, "metadata", "name");
    }

    private static String describe(Optional<Map<String, @Nullable Object>> object) {
      return object.map(JSON::writeValueAsString).orElse("nothing");
    }

    @Override
    public String toString() {
      return kind + " (" + apiVersion + ")";
    }
  }
}
