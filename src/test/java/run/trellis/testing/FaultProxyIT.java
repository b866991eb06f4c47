package run.trellis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.JsonTree;
import tools.jackson.databind.json.JsonMapper;

@WithControlPlane
class FaultProxyIT {

  private Sandbox sandbox;
  private FaultProxy proxy;
  private Kubectl.Resources direct;
  private Kubectl.Resources proxied;

  @BeforeEach
  void putAProxyBetween(Sandbox sandbox) {
    this.sandbox = sandbox;
    proxy = FaultProxy.inFrontOf(sandbox.controlPlane());
    direct = sandbox.resources("v1", "ConfigMap");
    proxied = proxy.kubectl().resources("v1", "ConfigMap").in(sandbox.namespace());
  }

  @AfterEach
  void remove() {
    proxy.close();
  }

  @Test
  void countsWhatPasses() {
    proxied.create(configMap("a"));
    proxied.list();
    proxied.delete("a");

    assertThat(proxy.requests())
        .filteredOn(request -> request.isOf("configmaps"))
        .allSatisfy(request -> assertThat(request.userAgent()).isEqualTo("trellis-tests"))
        .allSatisfy(request -> assertThat(request.namespace()).isEqualTo(sandbox.namespace()))
        .extracting(ApiRequest::verb)
        .containsExactly("create", "list", "delete");
    assertThat(proxy.count(ApiRequest::isWrite)).isEqualTo(2);
    assertThat(direct.list())
        .extracting(map -> JsonTree.textAt(map, "metadata", "name"))
        .doesNotContain("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {409, 410, 429, 500, 503})
  void answersInPlaceOfTheServer(int status) {
    var rule = proxy.on(ApiRequest::isWrite).times(2).does(Fault.answer(status));

    for (var attempt = 0; attempt < 2; attempt++) {
      assertThatExceptionOfType(ApiFailure.class)
          .isThrownBy(() -> proxied.create(configMap("a")))
          .satisfies(failure -> assertThat(failure.status()).isEqualTo(status));
    }
    proxied.create(configMap("a"));

    assertThat(rule.hits()).isEqualTo(2);
    assertThat(direct.find("a")).isPresent();
  }

  @Test
  void saysHowLongToWait() throws Exception {
    proxy.on(_ -> true).does(Fault.tooManyRequests(Duration.ofSeconds(7)));

    try (var client = HttpClient.newHttpClient()) {
      var answer =
          client.send(
              HttpRequest.newBuilder(proxy.server().resolve("/version")).build(),
              BodyHandlers.discarding());
      assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
    }
  }

  @Test
  void cutsBeforeTheServerHearsOfIt() {
    proxy.on(ApiRequest::isWrite).nth(2).does(new Fault.CutBefore());

    proxied.create(configMap("a"));
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> proxied.create(configMap("b")));
    proxied.create(configMap("c"));

    assertThat(direct.find("a")).isPresent();
    assertThat(direct.find("b")).isEmpty();
    assertThat(direct.find("c")).isPresent();
  }

  @Test
  void cutsAfterTheServerHasDoneIt() {
    var struck = new CountDownLatch(1);
    proxy.on(ApiRequest::isWrite).once().andThen(struck::countDown).does(new Fault.CutAfter());

    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> proxied.create(configMap("a")));

    assertThat(struck.getCount()).isZero();
    assertThat(direct.find("a")).isPresent();
  }

  @Test
  void repeatsARequest() {
    proxy.on(ApiRequest::isWrite).once().does(new Fault.Twice());

    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> proxied.create(configMap("a")))
        .satisfies(failure -> assertThat(failure.reason()).isEqualTo("AlreadyExists"));
  }

  @Test
  void delays() {
    proxy.on(ApiRequest::isWrite).does(new Fault.Delay(Duration.ofMillis(300)));
    var begin = Instant.now();

    proxied.create(configMap("a"));

    assertThat(Duration.between(begin, Instant.now()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void holdsARequestUntilItIsLetGo() throws Exception {
    var gate = new CountDownLatch(1);
    proxy.on(ApiRequest::isWrite).does(new Fault.Hold(gate));

    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var creating = executor.submit(() -> proxied.create(configMap("a")));
      Awaitility.await().until(() -> proxy.count(ApiRequest::isWrite) == 1);
      assertThat(creating.isDone()).isFalse();
      assertThat(direct.find("a")).isEmpty();
      gate.countDown();
      assertThat(JsonTree.textAt(creating.get(), "metadata", "name")).isEqualTo("a");
    }
  }

  @Test
  void passesTheIdentityOfATokenOn() {
    var token = sandbox.controlPlane().kubeconfigOf(sandbox.namespace(), "someone");

    try (var proxy = FaultProxy.inFrontOf(token)) {
      var review =
          proxy
              .kubectl()
              .resources("authentication.k8s.io/v1", "SelfSubjectReview")
              .create(Map.of());
      assertThat(JsonTree.textAt(review, "status", "userInfo", "username")).endsWith(":someone");
    }
  }

  @Test
  void deliversEventsAsTheyCome() {
    try (var watch = watch("")) {
      direct.create(configMap("a"));
      watch.awaitEvent("ADDED a");
      direct.delete("a");
      watch.awaitEvent("DELETED a");
      assertThat(proxy.openWatches()).hasSize(1);
    }
    Awaitility.await("the proxy to see that the client has left")
        .until(() -> proxy.openWatches().isEmpty());
  }

  @Test
  void cutsWatches() {
    try (var watch = watch("")) {
      proxy.cutWatches();
      assertThat(watch.awaitEnd()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void cutsWatchesAgainAndAgain() {
    proxy.on(ApiRequest::isWatch).does(new Fault.CutEvents(Duration.ofMillis(100)));
    for (var attempt = 0; attempt < 2; attempt++) {
      try (var watch = watch("")) {
        assertThat(watch.awaitEnd()).isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void stallsWatches() {
    try (var watch = watch("")) {
      proxy.stallWatches();
      direct.create(configMap("a"));
      direct.create(configMap("b"));
      assertThat(watch.events).isEmpty();

      proxy.resumeWatches();

      watch.awaitEvent("ADDED a");
      watch.awaitEvent("ADDED b");
    }
  }

  @Test
  void deliversEventsLateAndInOrder() {
    var delay = Duration.ofMillis(500);
    var names = IntStream.range(0, 10).mapToObj(n -> "map-" + n).toList();
    proxy.on(ApiRequest::isWatch).does(new Fault.LateEvents(delay));
    try (var watch = watch("")) {
      var begin = Instant.now();
      names.forEach(name -> direct.create(configMap(name)));
      watch.awaitEvent("ADDED " + names.getLast());
      var took = Duration.between(begin, Instant.now());
      assertThat(watch.events)
          .containsSubsequence(names.stream().map(name -> "ADDED " + name).toList());
      // Late, but not later with each event.
      assertThat(took).isBetween(delay, delay.multipliedBy(names.size()));
    }
  }

  @Test
  void saysThatAWatchHasExpired() {
    proxy.on(ApiRequest::isWatch).does(Fault.expiredWatch());
    try (var watch = watch("")) {
      watch.awaitEvent("ERROR 410");
    }
  }

  @Test
  void dropsBookmarks() {
    proxy.on(ApiRequest::isWatch).does(new Fault.NoBookmarks());
    var initialEvents =
        "&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan";
    direct.create(configMap("a"));
    try (var watch = watch(initialEvents)) {
      watch.awaitEvent("ADDED a");
      direct.create(configMap("b"));
      watch.awaitEvent("ADDED b");
      assertThat(watch.events).noneMatch(event -> event.startsWith("BOOKMARK"));
    }
  }

  private static Map<String, Object> configMap(String name) {
    return Map.of("metadata", Map.of("name", name));
  }

  private OpenWatch watch(String query) {
    // The namespace has a ConfigMap from the start, sooner or later; only ours matter.
    var selector = "&fieldSelector=metadata.name%21%3Dkube-root-ca.crt";
    return new OpenWatch(proxied.path("") + "?watch=true" + selector + query);
  }

  /** A watch through the proxy. */
  private final class OpenWatch implements AutoCloseable {

    final List<String> events = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Exception> end = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    OpenWatch(String path) {
      var request = HttpRequest.newBuilder(proxy.server().resolve(path)).build();
      var begun = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> read(request, begun));
      Awaitility.await("the watch to begin").until(() -> begun.getCount() == 0);
    }

    void awaitEvent(String event) {
      Awaitility.await(event)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> events.contains(event));
    }

    Exception awaitEnd() {
      Awaitility.await("the watch to end").until(() -> !end.isEmpty());
      return end.remove();
    }

    private void read(HttpRequest request, CountDownLatch begun) {
      try {
        var response = client.send(request, BodyHandlers.ofInputStream());
        begun.countDown();
        try (var lines =
            new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
          for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            events.add(describe(line));
          }
        }
      } catch (IOException | InterruptedException e) {
        end.add(e);
      }
    }

    private static String describe(String line) {
      var event = JsonMapper.shared().readValue(line, Map.class);
      var code = JsonTree.at(event, "object", "code");
      return JsonTree.textAt(event, "type")
          + " "
          + (code == null ? JsonTree.textAt(event, "object", "metadata", "name") : code);
    }

    @Override
    public void close() {
      client.shutdownNow();
    }
  }
}
