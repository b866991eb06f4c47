package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.YamlDocument;
import run.trellis.testing.ApiFailure;
import run.trellis.testing.GoldenCase;
import run.trellis.testing.Kubectl;
import run.trellis.testing.WithControlPlane;

/**
 * What a real API server says of the shipped definitions, of graphs, and of generated definitions.
 */
@WithControlPlane
class DefinitionsIT {

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
  private static final String GRAPHS = "/apis/trellis.run/v1alpha1/resourcegraphs";
  private static final String REVISIONS = "/apis/trellis.run/v1alpha1/graphrevisions";

  private static Kubectl kubectl;

  @BeforeAll
  static void installTheDefinitions(Kubectl client) throws IOException {
    kubectl = client;
    for (String file :
        List.of(
            "resourcegraphs.yaml",
            "graphrevisions.yaml",
            "resourcegraphdefinitions-kro.yaml",
            "graphrevisions-kro.yaml")) {
      kubectl.apply(Files.readString(Path.of("config/crd", file)));
    }
    kubectl.resources("trellis.run/v1alpha1", "ResourceGraph").whenServed();
    kubectl.resources("trellis.run/v1alpha1", "GraphRevision").whenServed();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void takesValidGraphs(String yaml) {
    assertThat(tryToCreate(GRAPHS, object(yaml))).containsKey("spec");
  }

  static Stream<Arguments> takesValidGraphs() throws IOException {
    return texts("graphs/valid");
  }

  /** The first line of each file says what the server must say. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesInvalidGraphsInWordsThatANewcomerUnderstands(String yaml) {
    String expected = yaml.lines().findFirst().orElseThrow().replace("# API server: ", "");
    assertThatExceptionOfType(ApiFailure.class)
        .isThrownBy(() -> tryToCreate(GRAPHS, object(yaml)))
        .withMessageContaining(expected);
  }

  static Stream<Arguments> refusesInvalidGraphsInWordsThatANewcomerUnderstands()
      throws IOException {
    return texts("graphs/invalid");
  }

  @Test
  void fillsInDefaults() {
    var created =
        tryToCreate(
            GRAPHS,
            object(
                "{metadata: {name: a}, spec: {schema: {apiVersion: v1, kind: A}, resources: []}}"));
    assertThat(created.toString())
        .contains("language=SpEL")
        .contains("scope=Namespaced")
        .contains("group=trellis.run");
  }

  @Test
  void theApiOfAGraphCannotBecomeAnother() {
    String name = "definitions-it-note";
    var graphs = kubectl.resources("trellis.run/v1alpha1", "ResourceGraph");
    kubectl.request(
        "POST",
        GRAPHS,
        object(
            "{metadata: {name: %s}, spec: {schema: {apiVersion: v1, kind: Note, group: it.example.com}, resources: []}}"
                .formatted(name)),
        "application/json");
    try {
      for (var change :
          Map.of(
                  "{spec: {schema: {kind: Other}}}", "kind cannot be changed",
                  "{spec: {schema: {group: x.example.com}}}", "group cannot be changed",
                  "{spec: {schema: {scope: Cluster}}}", "scope cannot be changed",
                  "{spec: {schema: null}}", "schema cannot be added or removed")
              .entrySet()) {
        assertThatExceptionOfType(ApiFailure.class)
            .isThrownBy(
                () -> graphs.patch(name, YamlDocument.readAll(change.getKey()).getFirst().tree()))
            .withMessageContaining(change.getValue());
      }
    } finally {
      graphs.delete(name);
    }
  }

  @Test
  void aRevisionCannotBeChanged() {
    String name = "definitions-it-r00001";
    var revisions = kubectl.resources("trellis.run/v1alpha1", "GraphRevision");
    kubectl.request(
        "POST",
        REVISIONS,
        object(
            "{kind: GraphRevision, metadata: {name: %s}, spec: {revision: 1, graph: a, generation: 1, snapshot: {resources: []}}}"
                .formatted(name)),
        "application/json");
    try {
      assertThatExceptionOfType(ApiFailure.class)
          .isThrownBy(() -> revisions.patch(name, Map.of("spec", Map.of("revision", 2L))))
          .withMessageContaining("a revision cannot be changed");
      assertThatExceptionOfType(ApiFailure.class)
          .isThrownBy(
              () ->
                  revisions.patch(
                      name,
                      Map.of("spec", Map.of("snapshot", Map.of("schema", Map.of("kind", "A"))))))
          .withMessageContaining("a revision cannot be changed");
      assertThatExceptionOfType(ApiFailure.class)
          .isThrownBy(
              () ->
                  tryToCreate(
                      REVISIONS,
                      object(
                          "{kind: GraphRevision, metadata: {name: b}, spec: {revision: 0, graph: a,"
                              + " generation: 1, snapshot: {}}}")))
          .withMessageContaining("greater than or equal to 1");
    } finally {
      revisions.delete(name);
    }
  }

  static List<GoldenCase> generated() {
    return GoldenCase.in("crd").stream().filter(golden -> golden.has("out-crd.yaml")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("generated")
  void takesGeneratedDefinitions(GoldenCase golden) {
    var definition = YamlDocument.readAll(golden.read("out-crd.yaml")).getFirst().tree();
    assertThat(tryToCreate(DEFINITIONS, definition)).containsKey("spec");
  }

  /** Nothing is stored. */
  private static Map<String, @Nullable Object> tryToCreate(
      String path, Map<String, @Nullable Object> object) {
    return kubectl.request("POST", path + "?dryRun=All", object, "application/json");
  }

  /** The object of a text that may leave out what every graph says of itself. */
  private static Map<String, @Nullable Object> object(String yaml) {
    Map<String, @Nullable Object> object =
        new java.util.LinkedHashMap<>(YamlDocument.readAll(yaml).getFirst().tree());
    object.putIfAbsent("apiVersion", "trellis.run/v1alpha1");
    object.putIfAbsent("kind", "ResourceGraph");
    return object;
  }

  private static Stream<Arguments> texts(String folder) throws IOException {
    return files(Path.of("src/test/resources").resolve(folder)).stream()
        .map(file -> argumentSet(file.getFileName().toString(), read(file)));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
