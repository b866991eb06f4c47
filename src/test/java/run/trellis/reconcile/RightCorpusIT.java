package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.reconcile.Scenario.ready;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import run.trellis.api.JsonTree;
import run.trellis.graph.CorpusCase;
import run.trellis.testing.Kubectl;

/**
 * What the corpus says is right, is right for a live API server, too: each definition is accepted,
 * its API is served, and an instance that says only what it must becomes ready.
 */
class RightCorpusIT extends LiveController {

  /** Kinds whose instances wait for what is not there, and why. */
  private static final Map<String, String> WAITING = Map.of("AKindThatNobodyKnows", "KindMissing");

  /** A graph of the corpus, as it was applied. */
  private record Example(String name, Map<String, @Nullable Object> schema) {

    boolean hasApi() {
      return !schema.isEmpty();
    }

    String kind() {
      return JsonTree.textAt(schema, "kind");
    }

    boolean isNamespaced() {
      return !JsonTree.textAt(schema, "scope").equals("Cluster");
    }
  }

  @Test
  void runsEach() {
    scenario.sandbox().kubectl().resources("v1", "ConfigMap").in("default").apply(read("platform"));
    scenario.configMaps().apply(read("a-platform"));
    List<Example> examples =
        CorpusCase.in("right").stream().flatMap(it -> apply(it.text()).stream()).toList();
    assertThat(examples).hasSizeGreaterThan(60);

    SoftAssertions each = new SoftAssertions();
    examples.forEach(
        example ->
            each.check(() -> scenario.graphs().awaitCondition(example.name(), "Ready", "True")));
    List<Example> served = examples.stream().filter(Example::hasApi).toList();
    Map<String, Map<String, @Nullable Object>> schemas = schemas();
    served.forEach(example -> each.check(() -> instantiate(example, schemas)));
    served.forEach(example -> each.check(() -> awaitOutcome(example)));
    served.forEach(example -> instances(example).delete(example.name()));
    served.forEach(example -> each.check(() -> instances(example).awaitAbsence(example.name())));
    each.assertAll();
  }

  /** What some of them read, and none makes. */
  private static Map<String, ?> read(String configMap) {
    return Map.of("metadata", Map.of("name", configMap), "data", Map.of("domain", "example.org"));
  }

  /** Applies the graphs of a file under names and in an API group that nobody else has. */
  private List<Example> apply(String text) {
    List<Example> examples = new ArrayList<>();
    String own = text.replace("corpus.example.com", scenario.sandbox().group());
    for (Object document : new Yaml().loadAll(own)) {
      Map<String, @Nullable Object> graph =
          new LinkedHashMap<>(JsonTree.mapAt(JsonTree.copyOf(document)));
      Map<String, @Nullable Object> metadata =
          new LinkedHashMap<>(JsonTree.mapAt(graph, "metadata"));
      String name = scenario.graph() + "-" + metadata.get("name");
      metadata.put("name", name);
      graph.put("metadata", metadata);
      scenario.graphs().apply(graph);
      examples.add(new Example(name, JsonTree.mapAt(graph, "spec", "schema")));
    }
    return examples;
  }

  /** What the instances of each kind may say. */
  private Map<String, Map<String, @Nullable Object>> schemas() {
    Map<String, Map<String, @Nullable Object>> schemas = new LinkedHashMap<>();
    for (var definition : scenario.definitions().list()) {
      if (JsonTree.textAt(definition, "spec", "group").equals(scenario.sandbox().group())) {
        Object version = JsonTree.listAt(definition, "spec", "versions").getFirst();
        schemas.put(
            JsonTree.textAt(definition, "spec", "names", "kind"),
            JsonTree.mapAt(version, "schema", "openAPIV3Schema", "properties", "spec"));
      }
    }
    return schemas;
  }

  private Kubectl.Resources instances(Example example) {
    String version = JsonTree.textAt(example.schema(), "apiVersion");
    Kubectl.Resources all =
        scenario
            .sandbox()
            .kubectl()
            .resources(scenario.sandbox().group() + "/" + version, example.kind());
    return example.isNamespaced() ? all.in(scenario.sandbox().namespace()) : all;
  }

  private void instantiate(Example example, Map<String, Map<String, @Nullable Object>> schemas) {
    Object spec = leastOf(schemas.getOrDefault(example.kind(), Map.of()));
    Map<String, @Nullable Object> instance = new LinkedHashMap<>();
    instance.put("metadata", Map.of("name", example.name()));
    instance.put("spec", spec);
    instances(example).whenServed().apply(instance);
  }

  /** The least that a value of a schema can be. */
  private static @Nullable Object leastOf(Map<String, @Nullable Object> schema) {
    if (schema.get("enum") instanceof List<?> values) {
      return values.getFirst();
    }
    return switch (JsonTree.textAt(schema, "type")) {
      case "object" -> leastObject(schema);
      case "array" ->
          Collections.nCopies(
              schema.get("minItems") instanceof Long least ? least.intValue() : 0,
              leastOf(JsonTree.mapAt(schema, "items")));
      case "integer", "number" -> schema.get("minimum") instanceof Number least ? least : 1L;
      case "boolean" -> true;
      default -> "a".repeat(schema.get("minLength") instanceof Long least ? least.intValue() : 1);
    };
  }

  private static Map<String, @Nullable Object> leastObject(Map<String, @Nullable Object> schema) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (Object name : JsonTree.listAt(schema, "required")) {
      Map<String, @Nullable Object> field =
          JsonTree.mapAt(schema, "properties", String.valueOf(name));
      if (!field.containsKey("default")) {
        object.put(String.valueOf(name), leastOf(field));
      }
    }
    return object;
  }

  private void awaitOutcome(Example example) {
    String reason = WAITING.getOrDefault(example.kind(), "AllReady");
    instances(example)
        .await(example.name(), reason, thing -> ready(thing, "reason").equals(reason));
  }
}
