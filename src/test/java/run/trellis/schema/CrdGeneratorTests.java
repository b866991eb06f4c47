package run.trellis.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.EngineStatus;
import run.trellis.api.GraphDefinition;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.YamlDocument;
import run.trellis.api.trellis.ResourceGraphReader;
import run.trellis.testing.GoldenCase;

/** The definitions are sent to a real API server by {@code DefinitionsIT}. */
class CrdGeneratorTests {

  static List<GoldenCase> cases() {
    return GoldenCase.in("crd");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void givesTheDefinitionOrTheProblems(GoldenCase golden) {
    GraphDefinition graph = graphOf(golden);
    SimpleSchema schema = SimpleSchema.parse(graph.api().orElseThrow());
    if (schema.problems().isEmpty()) {
      String crd =
          yaml(new CrdGenerator().generate(graph.api().orElseThrow(), schema, statusOf(golden)));
      golden.assertOnlyGives("out-crd.yaml", crd, "in-graph.yaml", "in-status.yaml");
    } else {
      String problems =
          schema.problems().stream()
              .map(problem -> problem.locatedBy(graph.source()))
              .sorted(run.trellis.api.Problem.BY_PLACE)
              .map(problem -> problem.code() + " " + problem + "\n")
              .collect(Collectors.joining());
      golden.assertOnlyGives("out-problems.txt", problems, "in-graph.yaml");
    }
  }

  @Test
  void aDialectBringsItsOwnStatusAndColumns() {
    EngineStatus engine =
        new EngineStatus(
            Map.of("state", Map.of("type", "string")),
            List.of(EngineStatus.column("State", "string", ".status.state")),
            List.of(EngineStatus.AGE),
            true);
    for (GoldenCase golden : cases()) {
      GraphDefinition graph = graphOf(golden);
      var api = graph.api().orElseThrow();
      KubeObject crd =
          new CrdGenerator(engine)
              .generate(api, SimpleSchema.parse(Map.of(), Map.of()), SchemaType.UNKNOWN);
      Object version = JsonTree.listAt(crd.tree(), "spec", "versions").getFirst();
      Map<?, ?> status =
          JsonTree.mapAt(version, "schema", "openAPIV3Schema", "properties", "status");
      assertThat(JsonTree.mapAt(status, "properties")).containsOnlyKeys("state");
      assertThat(status.get("x-kubernetes-preserve-unknown-fields")).isEqualTo(true);
      assertThat(JsonTree.listAt(version, "additionalPrinterColumns"))
          .extracting(column -> JsonTree.textAt(column, "name"))
          .isEqualTo(
              api.additionalPrinterColumns().isEmpty()
                  ? List.of("State", "Age")
                  : api.additionalPrinterColumns().stream()
                      .map(column -> column.get("name"))
                      .toList());
    }
  }

  private static GraphDefinition graphOf(GoldenCase golden) {
    var reading = ResourceGraphReader.readText(golden.read("in-graph.yaml")).graphs().getFirst();
    assertThat(reading.problems()).isEmpty();
    return reading.definition().orElseThrow();
  }

  private static SchemaType statusOf(GoldenCase golden) {
    return golden.has("in-status.yaml")
        ? OpenApiTypes.toSchemaType(
            YamlDocument.readAll(golden.read("in-status.yaml")).getFirst().tree())
        : new SchemaType.ObjectOf(Map.of(), false);
  }

  private static String yaml(KubeObject object) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndicatorIndent(0);
    options.setWidth(120);
    return new Yaml(options).dump(plain(object.tree()));
  }

  /** A copy without shared parts, which would be written as aliases. */
  private static Object plain(Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<Object, Object> copy = new java.util.LinkedHashMap<>();
        map.forEach((key, child) -> copy.put(key, child == null ? null : plain(child)));
        yield copy;
      }
      case List<?> list -> {
        List<Object> copy = new java.util.ArrayList<>();
        list.forEach(child -> copy.add(child == null ? null : plain(child)));
        yield copy;
      }
      default -> value;
    };
  }
}
