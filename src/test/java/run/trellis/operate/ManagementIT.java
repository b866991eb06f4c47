package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.yaml.snakeyaml.Yaml;
import run.trellis.TrellisApplication;
import run.trellis.testing.Installation;
import run.trellis.testing.Kubectl;
import run.trellis.testing.Sandbox;
import run.trellis.testing.WithControlPlane;

/** The application as it is shipped, asked all that it answers. */
@WithControlPlane
@ResourceLock("the controller")
class ManagementIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String SECRET = "hunter2-as-plain-text";

  private final HttpClient client = HttpClient.newHttpClient();
  private ConfigurableApplicationContext trellis;

  @BeforeEach
  void start(Sandbox sandbox) {
    Installation.on(sandbox.controlPlane());
    trellis =
        new SpringApplicationBuilder(TrellisApplication.class)
            .properties(
                "trellis.cluster.backoff-min=20ms", "trellis.cluster.missing-kind-memory=100ms")
            .run(
                "--server.port=0",
                "--trellis.cluster.kubeconfig=" + sandbox.controlPlane().kubeconfig());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200));
  }

  @AfterEach
  void stop() {
    trellis.close();
    client.close();
  }

  @Test
  void tellsOfGraphsAndInstancesAndOfNoSecret(Sandbox sandbox) throws Exception {
    String graph = sandbox.namespace();
    applyGraph(sandbox);
    graphs(sandbox).awaitCondition(graph, "Ready", "True");
    var boxes = sandbox.resources(sandbox.group() + "/v1", "Box").whenServed();
    boxes.apply(Map.of("metadata", Map.of("name", "one"), "spec", Map.of("password", SECRET)));
    boxes.awaitCondition("one", "Ready", "True");

    String path = "/actuator/graphs/" + graph;
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(body("/actuator/graphs"))
                    .contains("\"name\":\"" + graph + "\"")
                    .contains("\"total\":1,\"ready\":1,\"stalled\":0"));
    assertThat(body(path)).contains("\"order\":[\"secret\",\"notes\"]");
    assertThat(body(path))
        .contains("{\"from\":\"secret\",\"to\":\"notes\",\"soft\":false}")
        .contains("\"problems\":[]");
    assertThat(body(path + "/instances")).contains("\"name\":\"one\",\"ready\":true");
    assertThat(body(path + "/" + sandbox.namespace() + "/one"))
        .contains("\"state\":\"Ready\"")
        .contains("\"kind\":\"Secret\"");
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(body("/actuator/prometheus"))
                    .contains("trellis_graphs{state=\"ready\"}")
                    .contains("trellis_instances{graph=\"" + graph + "\",state=\"ready\"} 1.0")
                    .contains("trellis_reconcile_waiting_seconds")
                    .contains("trellis_watch_staleness_seconds")
                    .contains("trellis_reconcile_passes_seconds_count")
                    .contains("trellis_api_requests_seconds_count"));
    String page = Files.readString(Path.of("docs", "operations.md"));
    assertThat(
            body("/actuator/prometheus").lines().filter(line -> line.startsWith("# HELP trellis")))
        .map(line -> line.split(" ", -1)[2].replaceFirst("_max$", ""))
        .allSatisfy(metric -> assertThat(page).contains("`" + metric + "`"));
    assertThat(body("/actuator/info")).contains("\"kubernetes\"", "\"version\":\"v1.", "\"java\"");
    assertThat(body("/actuator/health"))
        .contains("\"loop\":{", "\"caches\":{\"details\":{\"watches\":")
        .doesNotContain("OUT_OF_SERVICE", "DOWN");
    for (String each :
        new String[] {"", "/health", "/info", "/metrics", "/prometheus", "/graphs"}) {
      assertThat(body("/actuator" + each)).as(each).doesNotContain(SECRET);
    }
    assertThat(body(path)).doesNotContain(SECRET);
    assertThat(body(path + "/" + sandbox.namespace() + "/one")).doesNotContain(SECRET);

    boxes.delete("one");
    boxes.awaitAbsence("one");
    graphs(sandbox).delete(graph);
    graphs(sandbox).awaitAbsence(graph);
  }

  @Test
  void answersProbesBrieflyAndTheUnknownWithoutATrace() throws Exception {
    assertThat(body("/actuator/health/liveness")).isEqualTo("{\"status\":\"UP\"}");
    assertThat(body("/actuator/health/readiness")).isEqualTo("{\"status\":\"UP\"}");
    for (String path : new String[] {"/", "/nothing", "/actuator/env", "/actuator/heapdump"}) {
      HttpResponse<String> answer = get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).doesNotContain("Exception", "\tat ");
    }
    HttpRequest post =
        HttpRequest.newBuilder(uri("/actuator/graphs"))
            .POST(HttpRequest.BodyPublishers.ofString("{}"))
            .build();
    assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
  }

  private static void applyGraph(Sandbox sandbox) {
    Map<String, Object> spec =
        new Yaml()
            .load(
                """
                schema:
                  apiVersion: v1
                  group: GROUP
                  kind: Box
                  spec: {password: string}
                resources:
                  - id: secret
                    template:
                      apiVersion: v1
                      kind: Secret
                      metadata: {name: "${schema.metadata.name}"}
                      stringData: {password: "${schema.spec.password ?: ''}"}
                  - id: notes
                    template:
                      apiVersion: v1
                      kind: ConfigMap
                      metadata: {name: "${secret.metadata.name}"}
                """
                    .replace("GROUP", sandbox.group()));
    graphs(sandbox).apply(Map.of("metadata", Map.of("name", sandbox.namespace()), "spec", spec));
  }

  private static Kubectl.Resources graphs(Sandbox sandbox) {
    return sandbox.kubectl().resources("trellis.run/v1alpha1", "ResourceGraph").whenServed();
  }

  private String body(String path) throws IOException, InterruptedException {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).as(path).isEqualTo(200);
    return answer.body();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
  }

  private URI uri(String path) {
    String port = trellis.getEnvironment().getRequiredProperty("local.server.port");
    return URI.create("http://127.0.0.1:" + port + path);
  }
}
