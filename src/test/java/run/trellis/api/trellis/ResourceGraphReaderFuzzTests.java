package run.trellis.api.trellis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import run.trellis.api.KubeObject;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;

/**
 * Whatever is read, there is a definition or a problem, and no exception. The words that trees are
 * made of are their edge cases; working out others would take most of the time.
 */
class ResourceGraphReaderFuzzTests {

  private static final List<String> WORDS =
      List.of(
          "apiVersion",
          "kind",
          "metadata",
          "name",
          "namespace",
          "spec",
          "schema",
          "resources",
          "id",
          "template",
          "externalRef",
          "forEach",
          "includeWhen",
          "readyWhen",
          "lifecycle",
          "deletion",
          "adoption",
          "selector",
          "matchLabels",
          "matchExpressions",
          "key",
          "operator",
          "values",
          "labels",
          "annotations",
          "status",
          "types",
          "additionalPrinterColumns",
          "jsonPath",
          "type",
          "shortNames",
          "scope",
          "group",
          "language",
          "revision",
          "trellis.run/v1alpha1",
          "ResourceGraph",
          "trellis.run/owned",
          "${schema.spec.a}",
          "");

  private static final int DEPTH = 4;

  private final String graph;

  ResourceGraphReaderFuzzTests() throws IOException {
    graph = Files.readString(Path.of("src/test/resources/graphs/valid/web-application.yaml"));
  }

  @Property(tries = 500)
  void anyText(@ForAll String text) {
    assertEnds(ResourceGraphReader.readText(text));
  }

  @Property(tries = 500)
  void aGraphWithAPartReplaced(
      @ForAll @IntRange(max = 2_500) int from,
      @ForAll @IntRange(max = 40) int length,
      @ForAll String with) {
    int start = Math.min(from, graph.length());
    int end = Math.min(start + length, graph.length());
    assertEnds(
        ResourceGraphReader.readText(graph.substring(0, start) + with + graph.substring(end)));
  }

  @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
  void anyObject(@ForAll("trees") Map<String, Object> tree) {
    Map<String, Object> object = new LinkedHashMap<>(tree);
    object.put("apiVersion", "trellis.run/v1alpha1");
    object.put("kind", "ResourceGraph");
    Reading reading = ResourceGraphReader.read(KubeObject.of(object));
    assertThat(reading.definition().isPresent() || !reading.problems().isEmpty()).isTrue();
  }

  private static void assertEnds(GraphFile file) {
    for (Reading reading : file.graphs()) {
      assertThat(reading.definition().isPresent() || !reading.problems().isEmpty()).isTrue();
    }
  }

  @Provide
  Arbitrary<Map<String, Object>> trees() {
    Arbitrary<Object> values = values();
    Arbitrary<Map<String, Object>> specs =
        values.list().ofMaxSize(4).map(resources -> Map.of("resources", resources));
    Arbitrary<Map<String, Object>> any =
        Arbitraries.maps(Arbitraries.of(WORDS), values).ofMaxSize(5);
    return Combinators.combine(specs, any)
        .as(
            (spec, rest) -> {
              Map<String, Object> tree = new LinkedHashMap<>(rest);
              tree.putIfAbsent("spec", spec);
              return tree;
            });
  }

  /**
   * Made from the leaves up, each level once: asked for lazily, every level is made anew for each
   * draw.
   */
  private static Arbitrary<Object> values() {
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS).map(word -> word),
            Arbitraries.integers().map(number -> number),
            Arbitraries.of(true, false).map(bool -> bool));
    for (int depth = 1; depth <= DEPTH; depth++) {
      Arbitrary<Object> maps =
          Arbitraries.maps(Arbitraries.of(WORDS), values).ofMaxSize(6).map(map -> map);
      Arbitrary<Object> lists = values.list().ofMaxSize(3).map(list -> list);
      values = Arbitraries.frequencyOf(Tuple.of(2, values), Tuple.of(4, maps), Tuple.of(2, lists));
    }
    return values;
  }
}
