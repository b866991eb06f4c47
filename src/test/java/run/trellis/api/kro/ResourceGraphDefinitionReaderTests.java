package run.trellis.api.kro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import run.trellis.api.GraphDefinition;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.GraphDefinition.Lifecycle.Adoption;
import run.trellis.api.GraphDefinition.Resource;
import run.trellis.api.GraphDefinition.Scope;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;
import run.trellis.api.dialect.Dialects;

class ResourceGraphDefinitionReaderTests {

  private static final String TEMPLATE = "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}";

  private static final String HEAD =
      """
      apiVersion: kro.run/v1alpha1
      kind: ResourceGraphDefinition
      metadata: {name: shop}
      """;

  @Test
  void readsAWholeDefinition() {
    GraphDefinition definition =
        sound(
            """
            spec:
              schema:
                apiVersion: v1alpha1
                kind: Shop
                spec: {replicas: integer | default=1}
                status: {ready: "${web.status.readyReplicas}"}
                shortNames: [sh]
                metadata: {labels: {team: a}}
              resources:
              - id: web
                template: {apiVersion: apps/v1, kind: Deployment, metadata: {name: "${schema.metadata.name}"}}
                includeWhen: ["${schema.spec.replicas > 0}"]
              - id: settings
                externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: settings}}
                readyWhen: ["${settings.data.ready == 'yes'}"]
              - id: nodes
                externalRef: {apiVersion: v1, kind: Node, metadata: {selector: {matchLabels: {a: b}}}}
              - id: shards
                forEach: [{region: "${schema.spec.regions}"}]
                template: {apiVersion: v1, kind: Secret, metadata: {name: "a-${region}"}}
            """);
    assertThat(definition.dialect()).isSameAs(KroDialect.VALUE);
    assertThat(definition.language()).isEqualTo("CEL");
    GraphDefinition.Api api = definition.api().orElseThrow();
    assertThat(api.type()).isEqualTo(new GroupVersionKind("kro.run", "v1alpha1", "Shop"));
    assertThat(api.scope()).isEqualTo(Scope.NAMESPACED);
    assertThat(api.labels()).isEqualTo(Map.of("team", "a"));
    assertThat(definition.resources())
        .extracting(Resource::id)
        .containsExactly("web", "settings", "nodes", "shards");
    assertThat(definition.resources().get(1).body())
        .isEqualTo(
            new Body.NamedReference(new GroupVersionKind("", "v1", "ConfigMap"), "", "settings"));
    assertThat(definition.resources().get(3).forEach()).hasSize(1);
  }

  @Test
  void readsASelectorThatIsOneExpression() {
    GraphDefinition definition =
        sound(
            """
            spec:
              schema: {apiVersion: v1, kind: Shop, spec: {labels: object}}
              resources:
              - id: nodes
                externalRef: {apiVersion: v1, kind: Node, metadata: {selector: "${schema.spec.labels}"}}
            """);

    assertThat(definition.resources().getFirst().body())
        .isEqualTo(
            new Body.SelectorReference(
                new GroupVersionKind("", "v1", "Node"), "", "${schema.spec.labels}"));
  }

  @Test
  void resourcesAreReadyAsSoonAsTheyExistAndAreTakenOverFromNobody() {
    Resource resource = sound(withResource("id: a, template: " + TEMPLATE)).resources().getFirst();
    assertThat(resource.readyWhen()).isEqualTo(Optional.of(List.of()));
    assertThat(resource.lifecycle().adoption()).isEqualTo(Adoption.IF_UNOWNED);
  }

  @Test
  void anApiMayHaveNoResources() {
    assertThat(sound("spec: {schema: {apiVersion: v1, kind: Shop}}").resources()).isEmpty();
  }

  @Test
  void theEnginesStatusFieldsAreOverriddenUnlessTheyAreCustomConditions() {
    String spec =
        "spec: {schema: {apiVersion: v1, kind: Shop, status: {state: mine, conditions: %s, x:"
            + " \"${1}\"}}}";
    assertThat(status(spec.formatted("mine"))).containsOnlyKeys("x");
    assertThat(status(spec.formatted("[\"${runtime.newCondition({})}\"]")))
        .containsOnlyKeys("conditions", "x");
  }

  @Test
  void oneTextMayHoldBothDialects() {
    GraphFile file =
        Dialects.readText(
            HEAD
                + "spec: {schema: {apiVersion: v1, kind: Shop}}\n---\n"
                + """
                apiVersion: trellis.run/v1alpha1
                kind: ResourceGraph
                metadata: {name: shop}
                spec: {resources: []}
                ---
                apiVersion: kro.run/v1alpha1
                kind: Shop
                metadata: {name: mine}
                """);
    assertThat(file.problems()).isEmpty();
    assertThat(file.others()).hasSize(1);
    assertThat(file.graphs())
        .allMatch(Reading::isClean)
        .extracting(reading -> reading.definition().orElseThrow().dialect().name())
        .containsExactly("kro", "trellis");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion",
        "each",
        "externalRef",
        "item",
        "items",
        "kro",
        "object",
        "resource",
        "runtime",
        "schema",
        "serviceAccountName",
        "vars",
        "version",
        "true",
        "in",
        "while",
        "namespace"
      })
  void keepsNames(String name) {
    assertThat(problems(withResource("id: \"" + name + "\", template: " + TEMPLATE)))
        .contains("ReservedName spec.resources[0].id");
  }

  static Stream<Arguments> wrongDefinitions() {
    return Stream.of(
        argumentSet("no schema", "spec: {resources: []}", "MissingField spec.schema"),
        argumentSet("no kind", "spec: {schema: {apiVersion: v1}}", "MissingField spec.schema.kind"),
        argumentSet(
            "a language to choose",
            "spec: {language: SpEL, schema: {apiVersion: v1, kind: Shop}}",
            "UnknownField spec.language"),
        argumentSet(
            "a revision to pin",
            "spec: {revision: 1, schema: {apiVersion: v1, kind: Shop}}",
            "UnknownField spec.revision"),
        argumentSet(
            "a lower-case kind",
            "spec: {schema: {apiVersion: v1, kind: shop}}",
            "InvalidValue spec.schema.kind"),
        argumentSet(
            "a version with its group",
            "spec: {schema: {apiVersion: a.b/v1, kind: Shop}}",
            "InvalidValue spec.schema.apiVersion"),
        argumentSet(
            "a status field of the engine's own",
            "spec: {schema: {apiVersion: v1, kind: Shop, status: {graph: \"${1}\"}}}",
            "ReservedName spec.schema.status.graph"));
  }

  static Stream<Arguments> wrongResources() {
    return Stream.of(
        argumentSet(
            "a lifecycle",
            withResource("id: a, lifecycle: {deletion: Orphan}, template: " + TEMPLATE),
            "UnknownField spec.resources[0].lifecycle"),
        argumentSet(
            "neither template nor reference",
            withResource("id: a"),
            "MissingField spec.resources[0]"),
        argumentSet(
            "template and reference",
            withResource("id: a, template: " + TEMPLATE + ", externalRef: " + TEMPLATE),
            "InvalidValue spec.resources[0]"),
        argumentSet(
            "a collection of references",
            withResource("id: a, forEach: [{x: \"${[1]}\"}], externalRef: " + TEMPLATE),
            "InvalidValue spec.resources[0].forEach"),
        argumentSet(
            "two iterators in one entry",
            withResource("id: a, forEach: [{x: \"${[1]}\", y: \"${[1]}\"}], template: " + TEMPLATE),
            "InvalidValue spec.resources[0].forEach[0]"),
        argumentSet(
            "a label of the engine's",
            withResource(
                "id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, labels:"
                    + " {kro.run/owned: x}}}"),
            "ReservedLabel spec.resources[0].template.metadata.labels"),
        argumentSet(
            "an internal annotation",
            withResource(
                "id: a, template: {apiVersion: v1, kind: Pod, metadata: {name: a, annotations:"
                    + " {internal.kro.run/x: x}}}"),
            "ReservedLabel spec.resources[0].template.metadata.annotations"),
        argumentSet(
            "an id twice",
            "spec: {schema: {apiVersion: v1, kind: Shop}, resources: [{id: a, template: "
                + TEMPLATE
                + "}, {id: a, template: "
                + TEMPLATE
                + "}]}",
            "DuplicateId spec.resources[1].id"));
  }

  @ParameterizedTest
  @MethodSource({"wrongDefinitions", "wrongResources"})
  void tells(String spec, String expected) {
    assertThat(problems(spec)).anySatisfy(problem -> assertThat(problem).startsWith(expected));
  }

  private static String withResource(String fields) {
    return "spec: {schema: {apiVersion: v1, kind: Shop}, resources: [{" + fields + "}]}";
  }

  private static Map<String, ?> status(String spec) {
    return sound(spec).api().orElseThrow().status();
  }

  private static GraphDefinition sound(String spec) {
    Reading reading = read(spec);
    assertThat(reading.problems()).isEmpty();
    return reading.definition().orElseThrow();
  }

  private static List<String> problems(String spec) {
    return read(spec).problems().stream()
        .map(problem -> problem.code() + " " + problem.path())
        .toList();
  }

  private static Reading read(String spec) {
    GraphFile file = Dialects.readText(HEAD + spec);
    assertThat(file.problems()).isEmpty();
    return file.graphs().getFirst();
  }
}
