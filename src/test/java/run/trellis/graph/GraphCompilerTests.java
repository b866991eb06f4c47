package run.trellis.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.JsonTree;
import run.trellis.api.Problem;

class GraphCompilerTests {

  private static final String SCHEMA =
      """
      schema:
        apiVersion: v1alpha1
        kind: Thing
        group: example.com
        spec:
          name: string | required=true
          replicas: integer | default=1
          host: string
          regions: "[]string | default=[]"
        status: {STATUS}
      resources:
      """;

  private static String graph(String status, String... resources) {
    return SCHEMA.replace("STATUS", status) + String.join("\n", resources).indent(2);
  }

  private static String configMap(String id, String value) {
    return "- {id: %s, template: {apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {v: \"%s\"}}}"
        .formatted(id, id, value);
  }

  private static String with(String id, String extra, String value) {
    return "- {id: %s, %s, template: {apiVersion: v1, kind: ConfigMap, metadata: {name: %s}, data: {v: \"%s\"}}}"
        .formatted(id, extra, id, value);
  }

  static Stream<Arguments> wrongExpressions() {
    return Stream.of(
        argumentSet(
            "an unknown name",
            graph("", configMap("a", "${schemas.spec.name}")),
            List.of("UnknownName spec.resources[0].template.data.v")),
        argumentSet(
            "an unknown field of the schema",
            graph("", configMap("a", "${schema.spec.nane}")),
            List.of("UnknownField spec.resources[0].template.data.v")),
        argumentSet(
            "an optional field without a word about its absence",
            graph("", configMap("a", "${schema.spec.host}")),
            List.of("OptionalField spec.resources[0].template.data.v")),
        argumentSet(
            "an unknown function",
            graph("", configMap("a", "${schema.spec.name.upper()}")),
            List.of("UnknownFunction spec.resources[0].template.data.v")),
        argumentSet(
            "a Java class",
            graph("", configMap("a", "${T(java.lang.Runtime).getRuntime()}")),
            List.of("ForbiddenConstruct spec.resources[0].template.data.v")),
        argumentSet(
            "a syntax error",
            graph("", configMap("a", "${schema.spec.}")),
            List.of("SyntaxError spec.resources[0].template.data.v")),
        argumentSet(
            "an expression without end",
            graph("", configMap("a", "${schema.spec.name")),
            List.of("UnterminatedExpression spec.resources[0].template.data.v")),
        argumentSet(
            "a list within text",
            graph("", configMap("a", "x-${schema.spec.regions}")),
            List.of("TypeMismatch spec.resources[0].template.data.v")));
  }

  static Stream<Arguments> wrongStructure() {
    return Stream.of(
        argumentSet(
            "a cycle",
            graph(
                "",
                configMap("a", "${b.data.v}"),
                configMap("b", "${c.data.v}"),
                configMap("c", "${a.data.v}")),
            List.of("Cycle spec.resources[0].template.data.v")),
        argumentSet(
            "a node that reads itself",
            graph("", configMap("a", "${a.data.v}")),
            List.of("SelfReference spec.resources[0].template.data.v")),
        argumentSet(
            "a condition that is text",
            graph("", with("a", "includeWhen: [\"always\"]", "x")),
            List.of("MissingExpression spec.resources[0].includeWhen[0]")),
        argumentSet(
            "a condition that is no boolean",
            graph("", with("a", "includeWhen: [\"${schema.spec.replicas}\"]", "x")),
            List.of("TypeMismatch spec.resources[0].includeWhen[0]")),
        argumentSet(
            "forEach over what is no list",
            graph(
                "",
                "- {id: a, forEach: [{r: \"${schema.spec.name}\"}], template: {apiVersion: v1,"
                    + " kind: ConfigMap, metadata: {name: \"${r}\"}}}"),
            List.of("TypeMismatch spec.resources[0].forEach[0].r")),
        argumentSet(
            "an iterator that is not in the name",
            graph("", with("a", "forEach: [{r: \"${schema.spec.regions}\"}]", "${r}")),
            List.of("UnusedIterator spec.resources[0].template.metadata.name")),
        argumentSet(
            "readyWhen that looks downstream",
            graph(
                "",
                with("a", "readyWhen: [\"${b.data.v == 'x'}\"]", "x"),
                configMap("b", "${a.data.v}")),
            List.of("UnknownName spec.resources[0].readyWhen[0]")));
  }

  static Stream<Arguments> wrongStatus() {
    return Stream.of(
        argumentSet(
            "a status without expression",
            graph("fixed: text", configMap("a", "x")),
            List.of("MissingExpression spec.schema.status.fixed")),
        argumentSet(
            "a status that shows a secret",
            graph(
                "password: \"${s.data.password}\"",
                "- {id: s, template: {apiVersion: v1, kind: Secret, metadata: {name: s}}}"),
            List.of("SecretExposed spec.schema.status.password")),
        argumentSet(
            "everything at once",
            graph(
                "x: \"${nobody}\"",
                configMap("a", "${schema.spec.nane}"),
                with("b", "includeWhen: [\"${1}\"]", "${T(Object)}")),
            List.of(
                "UnknownName spec.schema.status.x",
                "UnknownField spec.resources[0].template.data.v",
                "TypeMismatch spec.resources[1].includeWhen[0]",
                "ForbiddenConstruct spec.resources[1].template.data.v")));
  }

  @ParameterizedTest
  @MethodSource({"wrongExpressions", "wrongStructure", "wrongStatus"})
  void tellsEverythingThatIsWrong(String spec, List<String> expected) {
    assertThat(TestGraphs.tryCompile(spec))
        .isInstanceOfSatisfying(
            Compilation.Rejected.class,
            rejected -> {
              assertThat(rejected.problems())
                  .extracting(problem -> problem.code() + " " + problem.path())
                  .containsExactlyInAnyOrderElementsOf(expected);
              assertThat(rejected.problems())
                  .allSatisfy(
                      problem -> {
                        assertThat(problem.position()).isPresent();
                        assertThat(problem.message()).isNotBlank().doesNotEndWith(".");
                      });
              assertThat(rejected.problems()).isSortedAccordingTo(Problem.BY_PLACE);
            });
  }

  @Test
  void aProblemPointsIntoItsExpression() {
    Compilation compilation =
        TestGraphs.tryCompile(graph("", configMap("a", "text ${schema.spec.name + nobody}")));
    assertThat(compilation)
        .isInstanceOfSatisfying(
            Compilation.Rejected.class,
            rejected -> {
              Problem problem = rejected.problems().getFirst();
              assertThat(
                      "text ${schema.spec.name + nobody}"
                          .substring(
                              problem.span().offset(),
                              problem.span().offset() + problem.span().length()))
                  .isEqualTo("nobody");
            });
  }

  @Test
  void namesTheCycle() {
    Compilation compilation =
        TestGraphs.tryCompile(
            graph("", configMap("a", "${b.data.v}"), configMap("b", "${a.data.v}")));
    assertThat(((Compilation.Rejected) compilation).problems().getFirst().message())
        .isEqualTo("the graph contains a cycle: a -> b -> a");
  }

  @Test
  void findsEdgesEverywhereAndSoftOnesWhereAbsenceIsAValue() {
    CompiledGraph graph =
        TestGraphs.compile(
            graph(
                "",
                configMap("d", "${c?.data?.v ?: 'none'} ${b.data.v}"),
                with("c", "includeWhen: [\"${a.data.v == 'x'}\"]", "y"),
                configMap("b", "x"),
                configMap("a", "x")));

    assertThat(graph.nodes()).extracting(Node::id).containsExactly("b", "a", "c", "d");
    Node.Common d = node(graph, "d").common();
    assertThat(d.dependencies()).containsExactly("c", "b");
    assertThat(d.soft()).isEqualTo(Set.of("c"));
    assertThat(node(graph, "c").common().dependencies()).containsExactly("a");
  }

  @Test
  void ordersObjectsAfterWhatBringsTheirKind() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: widget
                template: {apiVersion: w.example.com/v1, kind: Widget, metadata: {name: w}}
              - id: gadget
                template: {apiVersion: trellis.run/v1, kind: Gadget, metadata: {name: g}}
              - id: widgets
                template:
                  apiVersion: apiextensions.k8s.io/v1
                  kind: CustomResourceDefinition
                  metadata: {name: widgets.w.example.com}
                  spec: {group: w.example.com, names: {kind: Widget, plural: widgets}}
              - id: gadgets
                template:
                  apiVersion: trellis.run/v1alpha1
                  kind: ResourceGraph
                  metadata: {name: gadgets}
                  spec: {schema: {apiVersion: v1, kind: Gadget}, resources: []}
            """);

    assertThat(graph.nodes())
        .extracting(Node::id)
        .containsExactly("widgets", "widget", "gadgets", "gadget");
    assertThat(node(graph, "widget").common().soft()).containsExactly("widgets");
    assertThat(node(graph, "gadget").common().dependencies()).containsExactly("gadgets");
  }

  @Test
  void limitsTheDimensionsOfACollection() {
    String dimensions =
        IntStream.range(0, 11)
            .mapToObj(number -> "{x" + number + ": \"${schema.spec.regions}\"}")
            .collect(Collectors.joining(", ", "[", "]"));
    String names =
        IntStream.range(0, 11)
            .mapToObj(number -> "${x" + number + "}")
            .collect(Collectors.joining());

    tellsEverythingThatIsWrong(
        graph(
            "",
            "- {id: list, forEach: "
                + dimensions
                + ", template: {apiVersion: v1, kind: ConfigMap, metadata: {name: \""
                + names
                + "\"}}}"),
        List.of("LimitExceeded spec.resources[0].forEach"));
  }

  @Test
  void readinessAddsNoEdge() {
    CompiledGraph graph =
        TestGraphs.compile(
            graph(
                "",
                configMap("a", "x"),
                with("b", "readyWhen: [\"${b.data.v == a.data.v}\"]", "${a.data.v}")));
    assertThat(node(graph, "b").common().dependencies()).containsExactly("a");
  }

  @Test
  void keepsOfEachNodeWhatAnybodyReads() {
    CompiledGraph graph =
        TestGraphs.compile(
            graph(
                "n: \"${list.![metadata.name].size()}\"",
                with("a", "readyWhen: [\"${a.status.open}\"]", "x"),
                configMap("b", "${a.data.v}"),
                "- {id: list, forEach: [{r: \"${schema.spec.regions}\"}], readyWhen:"
                    + " [\"${each.status.up}\"], template: {apiVersion: v1, kind: ConfigMap,"
                    + " metadata: {name: \"${r}\"}}}"));

    FieldMask always = FieldMask.of(List.of("status", "observedGeneration"));
    assertThat(node(graph, "a").common().mask())
        .isEqualTo(
            always.union(
                FieldMask.ofAll(List.of(List.of("data", "v"), List.of("status", "open")))));
    assertThat(node(graph, "list").common().mask())
        .isEqualTo(
            always.union(
                FieldMask.ofAll(List.of(List.of("metadata", "name"), List.of("status", "up")))));
    assertThat(node(graph, "b").common().mask())
        .isEqualTo(ReadinessFields.of(node(graph, "b").type()));
  }

  @Test
  void generatesTheApi() {
    CompiledGraph graph =
        TestGraphs.compile(graph("total: \"${schema.spec.replicas + 1}\"", configMap("a", "x")));
    CompiledGraph.GeneratedApi api = graph.api().orElseThrow();

    assertThat(api.plural()).isEqualTo("things");
    assertThat(api.namespaced()).isTrue();
    assertThat(api.crd().name()).isEqualTo("things.example.com");
    Object version = JsonTree.listAt(api.crd().tree(), "spec", "versions").getFirst();
    assertThat(
            JsonTree.textAt(
                version,
                "schema",
                "openAPIV3Schema",
                "properties",
                "status",
                "properties",
                "total",
                "type"))
        .isEqualTo("integer");
  }

  @Test
  void aGraphWithoutSchemaGeneratesNone() {
    CompiledGraph graph = TestGraphs.compile("resources:\n" + configMap("a", "x").indent(2));
    assertThat(graph.api()).isEmpty();
  }

  @Test
  void withoutSchemaThereIsNoSuchName() {
    Compilation compilation =
        TestGraphs.tryCompile("resources:\n" + configMap("a", "${schema.metadata.name}").indent(2));
    assertThat(((Compilation.Rejected) compilation).problems())
        .extracting(problem -> problem.code().code())
        .containsExactly("UnknownName");
  }

  private static Node node(CompiledGraph graph, String id) {
    return Objects.requireNonNull(graph.nodesById().get(id));
  }
}
