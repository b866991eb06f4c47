package run.trellis.cluster;

import io.kubernetes.client.openapi.ApiClient;
import io.kubernetes.client.openapi.ApiException;
import io.kubernetes.client.openapi.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import run.trellis.cluster.ApiRequest.Verb;

/**
 * The one way to the API server. Takes address, credentials and connections from the Kubernetes
 * client; bounds how many requests are under way and how long each may take; measures them.
 */
final class ApiServer {

  private static final String[] AUTHENTICATION = {"BearerToken"};

  private final ApiClient client;
  private final OkHttpClient requests;
  private final OkHttpClient watches;
  private final Semaphore permits;
  private final Duration timeout;
  private final Json json;
  private final ClusterMetrics metrics;

  ApiServer(ApiClient client, ClusterSettings settings, Json json, ClusterMetrics metrics) {
    this.client = client;
    this.json = json;
    this.metrics = metrics;
    this.timeout = settings.requestTimeout();
    this.permits = new Semaphore(settings.maxRequests(), true);
    OkHttpClient base =
        client
            .getHttpClient()
            .newBuilder()
            .connectTimeout(settings.connectTimeout())
            .pingInterval(settings.pingInterval())
            .build();
    this.requests =
        base.newBuilder()
            .readTimeout(settings.requestTimeout())
            .writeTimeout(settings.requestTimeout())
            .callTimeout(settings.requestTimeout())
            .build();
    // The read timeout is the watchdog: it counts anew with every piece of a watch that arrives.
    this.watches =
        base.newBuilder()
            .readTimeout(settings.watchSilence())
            .writeTimeout(settings.requestTimeout())
            .callTimeout(Duration.ZERO)
            .build();
    metrics.requestsUnderWay(() -> settings.maxRequests() - permits.availablePermits());
  }

  /**
   * Sends a request and reads the answer whole.
   *
   * @throws IOException if there was no answer, or not all of it
   */
  ApiAnswer send(ApiRequest request) throws IOException {
    return exchange(request, json::readObject);
  }

  /** What reads the body of a successful answer. */
  interface BodyReading {
    Map<String, @Nullable Object> read(InputStream body) throws IOException;
  }

  /** Like {@link #send}, for answers that are too large to be read whole. */
  ApiAnswer exchange(ApiRequest request, BodyReading reading) throws IOException {
    awaitTurn();
    try {
      return measured(request, requests.newCall(prepare(request)), reading);
    } finally {
      permits.release();
    }
  }

  /** Begins a watch. It ends by itself, when it is silent for too long, or when it is cancelled. */
  Call watch(ApiRequest request) throws IOException {
    return watches.newCall(prepare(request));
  }

  /** Reads an answer that is not the expected stream. */
  ApiAnswer refusal(Response response) throws IOException {
    return new ApiAnswer(response.code(), retryAfter(response), errorTree(response));
  }

  private ApiAnswer measured(ApiRequest request, Call call, BodyReading reading)
      throws IOException {
    long begin = System.nanoTime();
    int code = 0;
    try (Response response = call.execute()) {
      Map<String, @Nullable Object> tree =
          response.isSuccessful()
              ? reading.read(response.body().byteStream())
              : errorTree(response);
      code = response.code();
      return new ApiAnswer(code, retryAfter(response), tree);
    } finally {
      metrics.request(request, code, System.nanoTime() - begin);
    }
  }

  private void awaitTurn() throws IOException {
    try {
      if (!permits.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException("too many requests are under way");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting to send a request");
    }
  }

  private okhttp3.Request prepare(ApiRequest request) throws IOException {
    Map<String, String> headers = new HashMap<>();
    headers.put("Accept", request.accept());
    Verb verb = request.verb();
    Map<String, ? extends @Nullable Object> body = request.body();
    if (body != null) {
      headers.put("Content-Type", verb.contentType());
    }
    List<Pair> query =
        request.query().entrySet().stream()
            .map(entry -> new Pair(entry.getKey(), entry.getValue()))
            .toList();
    try {
      return client.buildRequest(
          null,
          request.path(),
          verb.method(),
          query,
          List.of(),
          body == null ? null : json.write(body),
          headers,
          new HashMap<>(),
          Map.of(),
          AUTHENTICATION,
          null);
    } catch (ApiException e) {
      throw new IOException("the request cannot be made: " + e.getMessage(), e);
    }
  }

  private Map<String, @Nullable Object> errorTree(Response response) throws IOException {
    String type = response.header("Content-Type", "");
    if (type == null || !type.startsWith(ApiRequest.JSON)) {
      // A proxy's page, or "404 page not found". Nothing in it that a user should read.
      return Map.of();
    }
    return json.readObject(response.body().byteStream());
  }

  private static Optional<Duration> retryAfter(Response response) {
    String header = response.header("Retry-After");
    return header != null && header.matches("[0-9]{1,6}")
        ? Optional.of(Duration.ofSeconds(Long.parseLong(header)))
        : Optional.empty();
  }
}
