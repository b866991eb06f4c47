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
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import run.trellis.api.KubeObject;
import run.trellis.api.definition.GraphFile;
import run.trellis.api.definition.Reading;

/** Whatever is read, there is a definition or a problem, and no exception. */
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

  @Property(tries = 1_000)
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
    Arbitrary<Map<String, Object>> specs =
        values(4).list().ofMaxSize(4).map(resources -> Map.of("resources", resources));
    Arbitrary<Map<String, Object>> any =
        Arbitraries.maps(Arbitraries.of(WORDS), values(5)).ofMaxSize(5);
    return Combinators.combine(specs, any)
        .as(
            (spec, rest) -> {
              Map<String, Object> tree = new LinkedHashMap<>(rest);
              tree.putIfAbsent("spec", spec);
              return tree;
            });
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            Arbitraries.of(WORDS).map(word -> word),
            Arbitraries.integers().map(number -> number),
            Arbitraries.of(true, false).map(bool -> bool));
    if (depth == 0) {
      return scalars;
    }
    Arbitrary<Object> maps =
        Arbitraries.maps(Arbitraries.of(WORDS), Arbitraries.lazy(() -> values(depth - 1)))
            .ofMaxSize(6)
            .map(map -> map);
    Arbitrary<Object> lists =
        Arbitraries.lazy(() -> values(depth - 1)).list().ofMaxSize(3).map(list -> list);
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(2, scalars),
        net.jqwik.api.Tuple.of(4, maps),
        net.jqwik.api.Tuple.of(2, lists));
  }
}
