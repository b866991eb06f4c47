package run.trellis.api.trellis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Dimension;
import run.trellis.api.GraphDefinition.Lifecycle;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.GraphDefinition.Lifecycle.Deletion;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GraphDefinition.Scope;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.KubeObject;
import run.trellis.api.Position;
import run.trellis.api.Problem;
import run.trellis.api.SourceMap;
import run.trellis.api.SourceRange;
import run.trellis.api.Span;
import run.trellis.api.YamlDocument;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;

class ResourceGraphReaderTests {

  private static final Path GRAPHS = Path.of("src/test/resources/graphs");

  @Test
  void readsEverythingAnAuthorCanSay() throws IOException {
    GraphDefinition graph = valid("web-application");

    assertThat(graph.name()).isEqualTo("web-application");
    assertThat(graph.language()).isEqualTo("SpEL");
    var api = graph.api().orElseThrow();
    assertThat(api.type())
        .isEqualTo(new GroupVersionKind("apps.example.com", "v1alpha1", "WebApplication"));
    assertThat(api.scope()).isEqualTo(Scope.NAMESPACED);
    assertThat(api.shortNames()).containsExactly("webapp");
    assertThat(api.labels()).isEqualTo(Map.of("team", "platform"));
    assertThat(api.additionalPrinterColumns()).hasSize(1);
    assertThat(graph.resources())
        .extracting(Resource::id)
        .containsExactly("deployment", "service", "certificate", "shard", "platform", "nodes");
    assertThat(graph.resources().getFirst().readyWhen())
        .hasValue(List.of("${deployment.status.availableReplicas >= schema.spec.replicas}"));
    assertThat(graph.resources().get(1).readyWhen()).isEmpty();
    assertThat(graph.resources().get(2).readyWhen()).hasValue(List.of());
    assertThat(graph.resources().get(2).lifecycle())
        .isEqualTo(new Lifecycle(Deletion.ORPHAN, Adoption.IF_UNOWNED));
    assertThat(graph.resources().get(3).forEach())
        .containsExactly(
            new Dimension("region", "${schema.spec.regions}"),
            new Dimension("port", "${{80, 443}}"));
    assertThat(graph.resources().get(4).body())
        .isEqualTo(
            new Body.NamedReference(
                new GroupVersionKind("", "v1", "ConfigMap"), "trellis-config", "platform"));
    assertThat(graph.resources().get(5).body()).isInstanceOf(Body.SelectorReference.class);
    assertThat(graph.source().rangeOf("spec.resources[1].template.spec.selector", Span.NONE))
        .map(SourceRange::start)
        .hasValue(new Position(44, 26));
  }

  @Test
  void readsTheSameFromTextAndFromTheApi() throws IOException {
    for (Path file : files("valid")) {
      String text = Files.readString(file);
      Reading fromApi =
          ResourceGraphReader.read(KubeObject.of(YamlDocument.readAll(text).getFirst().tree()));
      GraphDefinition fromText = onlyGraph(text).definition().orElseThrow();
      assertThat(fromApi.problems()).isEmpty();
      assertThat(fromApi.definition().map(ResourceGraphReaderTests::withoutSource))
          .hasValue(withoutSource(fromText));
    }
  }

  @Test
  void takesWhatTheApiServerAdds() {
    Reading reading =
        onlyGraph(
            """
            apiVersion: trellis.run/v1alpha1
            kind: ResourceGraph
            metadata:
              name: a
              uid: 7b5c
              generation: 3
              annotations: {team: x}
              managedFields: []
            spec: {language: CEL, revision: 2, resources: []}
            status: {conditions: []}
            """);
    assertThat(reading.problems()).isEmpty();
    assertThat(reading.pinnedRevision()).hasValue(2);
    GraphDefinition graph = reading.definition().orElseThrow();
    assertThat(graph.uid()).isEqualTo("7b5c");
    assertThat(graph.generation()).isEqualTo(3);
    assertThat(graph.annotations()).containsEntry("team", "x");
    assertThat(graph.language()).isEqualTo("CEL");
  }

  /** The same files are sent to a real API server by {@code DefinitionsIT}. */
  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refusesWhatTheApiServerRefuses(String text) {
    String[] expected =
        text.lines().skip(1).findFirst().orElseThrow().replace("# reader: ", "").split(" ", -1);
    Reading reading = onlyGraph(text);
    assertThat(reading.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code().code()).isEqualTo(expected[0]);
              assertThat(problem.path()).isEqualTo(expected[1]);
              assertThat(problem.position()).isPresent();
            });
  }

  static Stream<Arguments> refusesWhatTheApiServerRefuses() throws IOException {
    return files("invalid").stream()
        .map(file -> argumentSet(file.getFileName().toString(), read(file)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "metadata: {name: A}|metadata.name: `A` cannot be the name of a graph",
        "spec: {resource: []}|there is no field `resource` (did you mean `resources`?)",
        "spec: {resources: {}}|spec.resources: must be a list, not a map",
        "spec: {resources: [x]}|spec.resources[0]: must be a map, not text",
        "spec: []|spec: must be a map, not a list",
        "sepc: {}|there is no field `sepc` (did you mean `spec`?)",
        "spec: {language: SPEL, resources: []}|there is no language `SPEL` (did you mean `SpEL`?)",
        "spec: {resources: [], schema: {apiVersion: v1, kind: A, scpoe: Cluster}}|did you mean"
            + " `scope`?",
        "spec: {resources: [], schema: {apiVersion: v1, kind: A, group: a.k8s.io}}|belongs to the"
            + " Kubernetes project",
        "spec: {resources: [], schema: {apiVersion: v1, kind: A, status: {graph: x}}}|ReservedName",
        "spec: {resources: [], schema: {apiVersion: v1, kind: A, metadata: {labels: {trellis.run/a:"
            + " b}}}}|ReservedLabel",
        "spec: {resources: [], schema: {apiVersion: v1, kind: A, metadata: {labels: {a: 1}}}}|must"
            + " be text, not a number",
      })
  void tellsWhatIsWrongAround(String fields, String expected) {
    String text =
        "apiVersion: trellis.run/v1alpha1\nkind: ResourceGraph\n"
            + (fields.startsWith("metadata") ? "spec: {resources: []}\n" : "metadata: {name: a}\n")
            + fields;
    assertTold(onlyGraph(text), expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{id: my-db, template: T}|for example `myDb`",
        "{id: Web, template: T}|for example `web`",
        "{id: 9, template: T}|spec.resources[0].id: must be text, not a number (put the value in"
            + " quotes)",
        "{id: aND, template: T}|the name `aND` is reserved: it is a word of the expression"
            + " languages",
        "{id: hash, template: T}|functions start with it",
        "{id: metadata, template: T}|every object has a field of that name",
        "{id: a, template: T, readywhen: []}|did you mean `readyWhen`?",
        "{id: a, template: T, forEach: [{a: \"${b}\"}]}|the iterator `a` has the name of the node"
            + " spec.resources[0]",
        "{id: a, template: T, forEach: [{x: \"${b}\"}, {x: \"${c}\"}]}|the iterator `x` is there"
            + " twice",
        "{id: a, template: T, forEach: [{each: \"${b}\"}]}|the name `each` is reserved",
        "{id: a, template: T, forEach: [{x: [1, 2]}]}|spec.resources[0].forEach[0].x: must be text,"
            + " not a list",
        "{id: a, template: T, forEach: {x: \"${b}\"}}|must be a list, not a map",
        "{id: a, template: T, lifecycle: {deletion: orphan}}|`orphan` is not a choice (Delete or"
            + " Orphan)",
        "{id: a, template: {kind: Pod, metadata: {name: a}}}|`apiVersion` is missing (such as `v1`"
            + " or `apps/v1`)",
        "{id: a, template: {apiVersion: a/b/c, kind: Pod, metadata: {name: a}}}|`a/b/c` is not an"
            + " API version",
        "{id: a, template: {apiVersion: v1, kind: Pod}}|template.metadata.name: `metadata.name` is"
            + " missing",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {generateName: a}}}|would make"
            + " another object each time",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, uid: b}}}|`uid` is"
            + " written by the API server",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, labels:"
            + " {trellis.run/node: b}}}}|ReservedLabel",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, labels:"
            + " {app.kubernetes.io/managed-by: b}}}}|ReservedLabel",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {list:"
            + " [{\"${x}\": 1}]}}}|spec.list[0][\"${x}\"]: a key cannot be computed",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod}}|say which object by `metadata.name`",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {}}}|there is"
            + " no field `spec`",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod, metadata: {selector: {app: a}}}}|fields"
            + " here are matchLabels, matchExpressions",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod, metadata: {selector: {matchExpressions:"
            + " [{key: a, operator: In}]}}}}|the operator In needs values",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod, metadata: {selector: {matchExpressions:"
            + " [{key: a, operator: Exists, values: [b]}]}}}}|the operator Exists takes no values",
      })
  void tellsWhatIsWrongInAResource(String resource, String expected) {
    assertTold(onlyGraph(graphWith(resource)), expected);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{id: item, template: T}",
        "{id: version, template: T}",
        "{id: a, template: T, forEach: []}",
        "{id: a, template: T, forEach: null, includeWhen: null}",
        "{id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, creationTimestamp: null,"
            + " labels: \"${b}\"}}}",
        "{id: a, template: {apiVersion: x.io/v1, kind: Web, metadata: {name: a, annotations:"
            + " {trellis.run/reconcile: suspended}}}}",
        "{id: a, template: {apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {\"$${x}\":"
            + " y}}}",
        "{id: a, externalRef: {apiVersion: v1, kind: Pod, metadata: {selector: {}}}}",
      })
  void takesWhatIsOnlyUnusual(String resource) {
    assertThat(onlyGraph(graphWith(resource)).problems()).isEmpty();
  }

  @Test
  void tellsEverythingAtOnceInTheOrderOfTheText() {
    Reading reading =
        onlyGraph(
            """
            apiVersion: trellis.run/v1alpha1
            kind: ResourceGraph
            metadata: {name: a}
            spec:
              schema: {apiVersion: apps/v1, kind: web}
              resources:
              - {id: in}
              - {id: in, template: {apiVersion: v1, kind: Pod, metadata: {}}}
            """);
    assertThat(reading.definition()).isEmpty();
    assertThat(reading.problems())
        .extracting(Problem::path)
        .containsExactly(
            "spec.schema.apiVersion",
            "spec.schema.kind",
            "spec.resources[0]",
            "spec.resources[0].id",
            "spec.resources[1].id",
            "spec.resources[1].id",
            "spec.resources[1].template.metadata.name");
  }

  @Test
  void keepsTheDefinitionForFurtherChecksIfNothingIsLeftOut() {
    Reading reading = onlyGraph(graphWith("{id: my-db, template: T}"));
    assertThat(reading.isClean()).isFalse();
    assertThat(reading.definition()).isPresent();
  }

  @Test
  void tellsGraphsFromOtherObjectsOfAFile() {
    GraphFile file =
        ResourceGraphReader.readText(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: other}
            ---
            apiVersion: trellis.run/v1alpha1
            kind: ResourceGraph
            metadata: {name: a}
            spec: {resources: []}
            ---
            just: a map
            ---
            apiVersion: example.com/v1
            kind: ResourceGraph
            metadata: {name: b}
            spec: {resources: []}
            ---
            a: [
            """);
    assertThat(file.others()).extracting(KubeObject::name).containsExactly("other");
    assertThat(file.graphs()).hasSize(2);
    assertThat(file.graphs().getFirst().isClean()).isTrue();
    assertTold(
        file.graphs().getLast(), "`example.com/v1` is not served (use `trellis.run/v1alpha1`)");
    assertThat(file.problems().toString()).contains("`apiVersion` is missing").contains("not YAML");
  }

  @Test
  void theApiServerKnowsTheSameReservedNames() throws IOException {
    String definition = Files.readString(Path.of("config/crd/resourcegraphs.yaml"));
    int start = definition.indexOf("self in [") + "self in [".length();
    String list = definition.substring(start, definition.indexOf("]", start));
    assertThat(list.strip().split("[',\\s]+", -1))
        .filteredOn(name -> !name.isEmpty())
        .containsExactlyInAnyOrderElementsOf(ReservedNames.all());
  }

  @Test
  void deepObjectsOfTheApiAreAProblem() {
    Object deep = "x";
    for (int i = 0; i < 300; i++) {
      deep = i % 2 == 0 ? List.of(deep) : Map.of("a", deep);
    }
    var template =
        Map.of("apiVersion", "v1", "kind", "Pod", "metadata", Map.of("name", "a"), "spec", deep);
    var graph =
        Map.of(
            "apiVersion",
            "trellis.run/v1alpha1",
            "kind",
            "ResourceGraph",
            "metadata",
            Map.of("name", "a"),
            "spec",
            Map.of("resources", List.of(Map.of("id", "a", "template", template))));
    assertTold(ResourceGraphReader.read(KubeObject.of(graph)), "nests deeper than 100");
  }

  @Test
  void readsNothingOutOfNothing() {
    assertThat(ResourceGraphReader.readText(""))
        .isEqualTo(new GraphFile(List.of(), List.of(), List.of()));
    assertThat(ResourceGraphReader.read(KubeObject.of(Map.of())).problems()).isNotEmpty();
  }

  private static String graphWith(String resource) {
    return """
    apiVersion: trellis.run/v1alpha1
    kind: ResourceGraph
    metadata: {name: a}
    spec:
      resources:
      - %s
    """
        .formatted(resource.replace(": T", ": {apiVersion: v1, kind: Pod, metadata: {name: a}}"));
  }

  private static void assertTold(Reading reading, String expected) {
    assertThat(reading.problems())
        .anySatisfy(problem -> assertThat(problem.code() + " " + problem).contains(expected));
  }

  private static Reading onlyGraph(String text) {
    GraphFile file = ResourceGraphReader.readText(text);
    assertThat(file.problems()).isEmpty();
    assertThat(file.graphs()).hasSize(1);
    return file.graphs().getFirst();
  }

  private static GraphDefinition valid(String name) throws IOException {
    Reading reading = onlyGraph(Files.readString(GRAPHS.resolve("valid").resolve(name + ".yaml")));
    assertThat(reading.problems()).isEmpty();
    return reading.definition().orElseThrow();
  }

  private static GraphDefinition withoutSource(GraphDefinition graph) {
    return new GraphDefinition(
        graph.dialect(),
        graph.name(),
        graph.uid(),
        graph.generation(),
        graph.annotations(),
        graph.language(),
        graph.api(),
        graph.resources(),
        SourceMap.NONE);
  }

  private static List<Path> files(String folder) throws IOException {
    try (Stream<Path> files = Files.list(GRAPHS.resolve(folder))) {
      return files.sorted().toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
