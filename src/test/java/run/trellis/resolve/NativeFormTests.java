package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import run.trellis.api.GraphDefinition.Body;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.YamlDocument;
import run.trellis.api.definition.DefinitionReader;
import run.trellis.api.kro.KroDialect;
import run.trellis.api.trellis.NativeForm;
import run.trellis.api.trellis.TrellisDialect;
import run.trellis.graph.Compilation;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;
import run.trellis.schema.SchemaCatalog;

/**
 * Every right definition of kro in the tests becomes a native graph that makes the same objects.
 */
class NativeFormTests {

  private static final List<String> ENGINES =
      List.of("kro.run/", "internal.kro.run/", "trellis.run/", "applyset.kubernetes.io/");

  /** A definition of kro, and where it was found. */
  record Example(Path file, KubeObject graph) {
    @Override
    public String toString() {
      return file.getFileName().toString();
    }
  }

  static Stream<Example> examples() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .flatMap(NativeFormTests::definitions)
          .filter(example -> compiled(example.graph()) != null)
          .toList()
          .stream();
    }
  }

  private static Stream<Example> definitions(Path file) {
    return YamlDocument.readAll(read(file).replace("GROUP", "example.com")).stream()
        .map(YamlDocument::tree)
        .filter(tree -> JsonTree.textAt(tree, "kind").equals("ResourceGraphDefinition"))
        .map(NativeFormTests::named)
        .map(graph -> new Example(file, graph));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KubeObject named(Map<String, @Nullable Object> tree) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>(tree);
    named.put("apiVersion", "kro.run/v1alpha1");
    named.put("metadata", Map.of("name", "test"));
    return KubeObject.of(named);
  }

  private static @Nullable CompiledGraph compiled(KubeObject graph) {
    Compilation compilation =
        TestGraphs.compiler()
            .compile(new DefinitionReader(KroDialect.VALUE).read(graph), SchemaCatalog.EMPTY);
    return compilation instanceof Compilation.Accepted(CompiledGraph accepted) ? accepted : null;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void makesTheSameObjects(Example example) {
    CompiledGraph original = Objects.requireNonNull(compiled(example.graph()));
    NativeForm form = NativeForm.of(example.graph(), KroDialect.VALUE);
    if (!form.problems().isEmpty()) {
      boolean selects =
          original.definition().resources().stream()
              .anyMatch(
                  resource ->
                      resource.body() instanceof Body.SelectorReference selector
                          && selector.selector() instanceof String);
      assertThat(selects || !original.conditions().isEmpty()).isTrue();
      return;
    }
    Compilation compilation =
        TestGraphs.compiler()
            .compile(
                new DefinitionReader(TrellisDialect.VALUE).read(KubeObject.of(form.tree())),
                SchemaCatalog.EMPTY);
    assertThat(compilation).isInstanceOf(Compilation.Accepted.class);
    CompiledGraph converted = ((Compilation.Accepted) compilation).graph();
    assertThat(made(converted)).isEqualTo(made(original));
  }

  @Test
  void thereAreExamples() throws IOException {
    assertThat(examples()).isNotEmpty();
  }

  /** State of each node, and all objects without the marks of engines. */
  private static Map<String, Object> made(CompiledGraph graph) {
    KubeObject instance = instance(graph);
    ModelCluster cluster = new ModelCluster(instance);
    for (int round = 0; round < 20; round++) {
      List<DesiredObject> due = cluster.resolve(graph).toApply();
      due.forEach(cluster::apply);
    }
    Map<String, Object> made = new TreeMap<>();
    cluster
        .resolve(graph)
        .nodes()
        .forEach((id, outcome) -> made.put(id, outcome.getClass() + " " + outcome.isReady()));
    cluster
        .objects()
        .forEach((reference, object) -> made.put(reference.toString(), unmarked(object)));
    return made;
  }

  private static Map<String, @Nullable Object> unmarked(KubeObject object) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(object.tree(), "metadata"));
    metadata.remove("managedFields");
    metadata.remove("resourceVersion");
    for (String field : List.of("labels", "annotations")) {
      Map<String, @Nullable Object> marks = new LinkedHashMap<>(JsonTree.mapAt(metadata, field));
      marks.keySet().removeIf(name -> ENGINES.stream().anyMatch(name::startsWith));
      marks.remove("app.kubernetes.io/managed-by");
      metadata.put(field, marks);
    }
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(object.tree());
    tree.put("metadata", metadata);
    return tree;
  }

  /** An instance that says something of every field. */
  private static KubeObject instance(CompiledGraph graph) {
    Map<String, Object> spec = new LinkedHashMap<>();
    graph
        .definition()
        .api()
        .orElseThrow()
        .spec()
        .forEach((field, type) -> spec.put(field, sample(type)));
    return ResolverFixture.instance(spec);
  }

  private static Object sample(@Nullable Object type) {
    if (type instanceof Map<?, ?> fields) {
      Map<String, Object> values = new LinkedHashMap<>();
      fields.forEach((name, below) -> values.put(String.valueOf(name), sample(below)));
      return values;
    }
    String text = String.valueOf(type);
    if (text.startsWith("[]")) {
      return List.of(sample(text.substring(2)));
    }
    if (text.startsWith("map[")) {
      return Map.of("a", sample(text.substring(text.indexOf(']') + 1)));
    }
    return switch (text.split("[ |]", 2)[0]) {
      case "string" -> "text";
      case "integer" -> 2L;
      case "float" -> 0.5;
      case "boolean" -> true;
      default -> Map.of();
    };
  }
}
