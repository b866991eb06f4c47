package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.reconcile.Scenario.condition;
import static run.trellis.reconcile.Scenario.configMap;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;

/** A graph compiles again by itself when a kind that it uses comes, changes or goes. */
class KindChangeIT extends LiveController {

  private static final String WIDGET =
      """
      - id: widget
        template:
          apiVersion: GROUP/v1
          kind: Widget
          metadata: {name: "${schema.metadata.name}"}
          spec: {size: "${schema.spec.size}"}
      """;

  private static final String SCHEMA = "spec: {size: string | required=true}";

  private void defineWidgets(String typeOfSize) {
    String definition =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.GROUP}
        spec:
          group: GROUP
          scope: Namespaced
          names: {kind: Widget, plural: widgets, singular: widget}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema:
                  type: object
                  properties:
                    spec: {type: object, properties: {size: {type: TYPE}}}
        """;
    scenario.definitions().apply(scenario.yaml(definition.replace("TYPE", typeOfSize)));
  }

  private List<String> codes() {
    return JsonTree.listAt(scenario.graphs().get(scenario.graph()), "status", "problems").stream()
        .map(problem -> JsonTree.textAt(problem, "code") + " " + JsonTree.textAt(problem, "path"))
        .toList();
  }

  private void awaitAccepted(String status) {
    scenario
        .graphs()
        .await(
            scenario.graph(),
            "accepted: " + status,
            graph -> condition(graph, "Accepted", "status").equals(status));
  }

  @Test
  void compilesAgainWithTheTypesOfTheDay() {
    scenario.serve(SCHEMA, WIDGET);
    assertThat(codes()).as("of a kind that is not there").isEmpty();

    defineWidgets("integer");
    awaitAccepted("False");
    assertThat(codes()).containsExactly("TypeMismatch spec.resources[0].template.spec.size");

    defineWidgets("string");
    awaitAccepted("True");
    assertThat(codes()).isEmpty();

    defineWidgets("boolean");
    awaitAccepted("False");

    scenario.definitions().delete("widgets." + scenario.sandbox().group());
    awaitAccepted("True");
    assertThat(codes()).isEmpty();
  }

  @Test
  void compilesAgainWhatGoesOnServing() {
    String schema = SCHEMA + "\nstatus: {size: \"${widget.spec.size}\"}";
    scenario.serve(schema, WIDGET);
    scenario.applyGraph(schema, configMap("one", "${nobody.metadata.name}", "x"));
    awaitAccepted("False");

    defineWidgets("string");
    scenario
        .definitions()
        .await(
            scenario.definitionName(),
            "a status of the type that the kind says",
            definition -> typeOfSize(definition).equals("string"));

    defineWidgets("integer");
    var flawed = scenario.revisions().awaitCondition(scenario.revision(1), "Valid", "False");
    assertThat(condition(flawed, "Serving", "status")).isEqualTo("True");
    assertThat(condition(flawed, "Valid", "message")).contains("template.spec.size");

    defineWidgets("string");
    scenario.revisions().awaitCondition(scenario.revision(1), "Valid", "True");
    assertThat(codes())
        .as("of what is written, all the time")
        .containsExactly(
            "UnknownName spec.resources[0].template.metadata.name",
            "UnknownName spec.schema.status.size");
    scenario.definitions().delete("widgets." + scenario.sandbox().group());
  }

  private static String typeOfSize(Map<String, @Nullable Object> definition) {
    Object version = JsonTree.listAt(definition, "spec", "versions").getFirst();
    return JsonTree.textAt(
        version, "schema", "openAPIV3Schema", "properties", "status", "properties", "size", "type");
  }
}
