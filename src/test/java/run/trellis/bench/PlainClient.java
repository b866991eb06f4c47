package run.trellis.bench;

import io.kubernetes.client.util.ClientBuilder;
import io.kubernetes.client.util.KubeConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import okhttp3.Call;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sends requests with as little ado as can be: the HTTP/2 connection of the official client, and
 * JSON.
 */
final class PlainClient {

  static final String USER_AGENT = "trellis-bench";

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final MediaType APPLY = MediaType.get("application/apply-patch+yaml");
  private static final MediaType MERGE = MediaType.get("application/merge-patch+json");
  private static final MediaType PLAIN = MediaType.get("application/json");

  private final String server;
  private final OkHttpClient http;

  private PlainClient(String server, OkHttpClient http) {
    this.server = server;
    this.http = http;
  }

  static PlainClient of(Path kubeconfig) {
    try (var reader = Files.newBufferedReader(kubeconfig)) {
      var config = KubeConfig.loadKubeConfig(reader);
      config.setFile(kubeconfig.toFile());
      var client = ClientBuilder.kubeconfig(config).build();
      return new PlainClient(client.getBasePath(), client.getHttpClient());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot use the kubeconfig " + kubeconfig, e);
    }
  }

  /** Server-side apply, without force. Returns the object as the server has it now. */
  Map<String, @Nullable Object> apply(
      String path, String fieldManager, Map<String, ? extends @Nullable Object> object) {
    return send("PATCH", path + "?fieldManager=" + fieldManager, body(object, APPLY));
  }

  Map<String, @Nullable Object> create(
      String collection, Map<String, ? extends @Nullable Object> object) {
    return send("POST", collection, body(object, PLAIN));
  }

  Map<String, @Nullable Object> merge(String path, Map<String, ? extends @Nullable Object> fields) {
    return send("PATCH", path, body(fields, MERGE));
  }

  Map<String, @Nullable Object> get(String path) {
    return send("GET", path, null);
  }

  void delete(String path) {
    send("DELETE", path, null);
  }

  /** A watch; it lasts until it is cancelled. */
  Call watch(String collection, String resourceVersion) {
    var path = collection + "?watch=1&resourceVersion=" + resourceVersion;
    return http.newBuilder().readTimeout(Duration.ZERO).build().newCall(request("GET", path, null));
  }

  private Map<String, @Nullable Object> send(
      String method, String path, @Nullable RequestBody body) {
    try (var response = http.newCall(request(method, path, body)).execute()) {
      var text = response.body().string();
      if (!response.isSuccessful()) {
        throw new IllegalStateException(
            "%s %s: %d %s".formatted(method, path, response.code(), text));
      }
      return JsonTree.copyOfMap(JSON.readValue(text, Map.class));
    } catch (IOException e) {
      throw new UncheckedIOException(method + " " + path, e);
    }
  }

  private Request request(String method, String path, @Nullable RequestBody body) {
    return new Request.Builder()
        .url(server + path)
        .header("User-Agent", USER_AGENT)
        .header("Accept", "application/json")
        .method(method, body)
        .build();
  }

  private static RequestBody body(Map<String, ? extends @Nullable Object> tree, MediaType type) {
    return RequestBody.create(JSON.writeValueAsBytes(tree), type);
  }
}
