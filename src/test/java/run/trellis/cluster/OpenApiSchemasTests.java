package run.trellis.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.JsonTree;

class OpenApiSchemasTests {

  private static final GroupVersionKind WIDGET = new GroupVersionKind("g", "v1", "Widget");

  @Test
  void resolvesReferencesWithWhatStandsBesideThem() {
    var schema =
        resolve(
            Map.of(
                "Widget",
                kind(
                    Map.of(
                        "spec",
                        Map.of("allOf", List.of(reference("Spec")), "default", Map.of()),
                        "items",
                        Map.of("type", "array", "items", reference("Spec")))),
                "Spec",
                Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer")))));

    assertThat(JsonTree.at(schema, "properties", "spec"))
        .isEqualTo(
            Map.of(
                "type", "object",
                "default", Map.of(),
                "properties", Map.of("n", Map.of("type", "integer"))));
    assertThat(JsonTree.at(schema, "properties", "items", "items", "properties", "n", "type"))
        .isEqualTo("integer");
  }

  @Test
  void endsWhatContainsItself() {
    var schema =
        resolve(
            Map.of(
                "Widget",
                kind(Map.of("tree", reference("Tree"))),
                "Tree",
                Map.of("type", "object", "properties", Map.of("child", reference("Tree")))));

    assertThat(JsonTree.at(schema, "properties", "tree", "properties", "child"))
        .isEqualTo(Map.of("type", "object", "x-kubernetes-preserve-unknown-fields", true));
  }

  @Test
  void knowsOnlyTheKindsOfTheDocument() {
    assertThat(
            new OpenApiSchemas(Map.of("Widget", kind(Map.of())))
                .resolve(new GroupVersionKind("g", "v1", "Other")))
        .isEmpty();
  }

  private static Map<String, ?> resolve(Map<String, Object> schemas) {
    return new OpenApiSchemas(Map.copyOf(schemas)).resolve(WIDGET).orElseThrow();
  }

  private static Map<String, Object> kind(Map<String, Object> properties) {
    return Map.of(
        "type",
        "object",
        "properties",
        properties,
        "x-kubernetes-group-version-kind",
        List.of(Map.of("group", "g", "version", "v1", "kind", "Widget")));
  }

  private static Map<String, Object> reference(String name) {
    return Map.of("$ref", "#/components/schemas/" + name);
  }
}
