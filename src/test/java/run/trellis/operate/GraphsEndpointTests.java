package run.trellis.operate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.boot.test.context.SpringBootTest.WebEnvironment.RANDOM_PORT;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.json.JsonAssert;
import org.springframework.test.json.JsonCompareMode;

@SpringBootTest(
    webEnvironment = RANDOM_PORT,
    classes = GraphsEndpointTests.OnlyTheEndpoint.class,
    properties = "management.endpoint.health.validate-group-membership=false")
class GraphsEndpointTests {

  @LocalServerPort int port;

  @Test
  void listsGraphsByName() throws Exception {
    assertJson(
        "/actuator/graphs",
        """
        {"graphs": [
          {"name": "broken", "ready": false, "reason": "UnknownName",
           "instances": {"total": 0, "ready": 0, "stalled": 0}, "problems": 1, "generation": 1},
          {"name": "shops", "apiVersion": "apps.example.com/v1", "kind": "Shop", "ready": true,
           "reason": "AllReady", "instances": {"total": 3, "ready": 1, "stalled": 1},
           "problems": 0, "generation": 3, "servingGeneration": 3,
           "revision": "shops-r00002"}]}
        """);
  }

  @Test
  void tellsNodesEdgesAndOrderOfAGraph() throws Exception {
    assertJson(
        "/actuator/graphs/shops",
        """
        {"name": "shops", "apiVersion": "apps.example.com/v1", "kind": "Shop", "ready": true,
         "reason": "AllReady", "instances": {"total": 3, "ready": 1, "stalled": 1},
         "problems": [], "generation": 3, "servingGeneration": 3,
         "revision": "shops-r00002",
         "conditions": [
           {"type": "Ready", "status": "True", "reason": "AllReady",
            "message": "instances are served", "observedGeneration": 3,
            "lastTransitionTime": "2026-01-01T12:00:00Z"}],
         "order": ["deployment", "service", "notes"],
         "nodes": [
           {"id": "deployment", "sort": "Managed", "apiVersion": "apps/v1", "kind": "Deployment"},
           {"id": "service", "sort": "Managed", "apiVersion": "v1", "kind": "Service"},
           {"id": "notes", "sort": "Managed", "apiVersion": "v1", "kind": "ConfigMap"}],
         "edges": [
           {"from": "deployment", "to": "service", "soft": false},
           {"from": "deployment", "to": "notes", "soft": false},
           {"from": "service", "to": "notes", "soft": true}],
         "lastPass": "2026-01-01T11:59:55Z"}
        """);
  }

  @Test
  void tellsWhereAGraphIsBroken() throws Exception {
    assertThat(get("/actuator/graphs/broken").body())
        .contains("\"path\":\"spec.resources[0].id\",\"line\":9,\"column\":5")
        .contains("\"hint\":\"did you mean \\\"db\\\"?\"")
        .doesNotContain("lastPass\":null");
  }

  @Test
  void listsInstances() throws Exception {
    assertJson(
        "/actuator/graphs/shops/instances",
        """
        {"instances": [
          {"name": "everywhere", "ready": false, "stalled": false, "terminating": false,
           "reason": "NotReady", "message": "deployment is not rolled out"},
          {"namespace": "team-a", "name": "books", "ready": false, "stalled": false,
           "terminating": false, "reason": "NotReady",
           "message": "deployment is not rolled out"}]}
        """);
  }

  @Test
  void tellsNodesAndObjectsOfAnInstance() throws Exception {
    assertJson(
        "/actuator/graphs/shops/team-a/books",
        """
        {"apiVersion": "apps.example.com/v1", "kind": "Shop", "namespace": "team-a",
         "name": "books", "ready": false, "stalled": false, "terminating": false,
         "reason": "NotReady", "message": "deployment is not rolled out",
         "uid": "uid-books", "generation": 2, "revision": "shops-r00002",
         "conditions": [
           {"type": "Ready", "status": "False", "reason": "NotReady",
            "message": "deployment is not rolled out", "observedGeneration": 3,
            "lastTransitionTime": "2026-01-01T12:00:00Z"}],
         "nodes": [
           {"id": "deployment", "state": "Applied", "reason": "NotReady",
            "message": "1 of 2 replicas are available", "since": "2026-01-01T11:59:00Z",
            "dependsOn": [],
            "objects": [
              {"apiVersion": "apps/v1", "kind": "Deployment", "namespace": "team-a",
               "name": "books", "uid": "uid-d"}]}]}
        """);
  }

  @Test
  void findsAnInstanceWithoutNamespaceUnderADash() throws Exception {
    assertThat(get("/actuator/graphs/shops/-/everywhere").statusCode()).isEqualTo(200);
  }

  @Test
  void knowsNothingOfTheUnknown() throws Exception {
    for (String path :
        new String[] {"none", "none/instances", "shops/nodes", "shops/team-a/none", "none/-/x"}) {
      HttpResponse<String> answer = get("/actuator/graphs/" + path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).doesNotContain("Exception", "at run.trellis");
    }
  }

  private void assertJson(String path, String expected) throws Exception {
    HttpResponse<String> answer = get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    JsonAssert.comparator(JsonCompareMode.STRICT).assertIsMatch(expected, answer.body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.ofString());
    }
  }

  /** The endpoint in Spring's own web server, without a controller behind it. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName =
          "io.kubernetes.client.spring.extended.manifests.config.KubernetesManifestsAutoConfiguration")
  static class OnlyTheEndpoint {
    @Bean
    GraphsEndpoint graphsEndpoint() {
      return new GraphsEndpoint(
          FixedModel.of(FixedModel.shops(), FixedModel.broken())
              .with(
                  "shops", FixedModel.shop("team-a", "books"), FixedModel.shop("", "everywhere")));
    }
  }
}
