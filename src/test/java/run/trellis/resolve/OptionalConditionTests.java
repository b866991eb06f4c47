package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.KroGraphs;
import run.trellis.graph.TestGraphs;

/** Conditions of CEL may be optional: one that has no value is false. */
class OptionalConditionTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "schema.spec.?on                   | true",
        "schema.spec.?missing              | false",
        "optional.of(schema.spec.on)       | true",
        "schema.spec.?on.optMap(x, !x)     | false",
      })
  void decidesWhetherANodeExists(String condition, boolean exists) {
    CompiledGraph graph =
        KroGraphs.compile(
            """
            schema:
              apiVersion: v1alpha1
              kind: Thing
              group: example.com
              spec: {on: boolean, missing: boolean}
            resources:
              - id: first
                includeWhen: ["${%s}"]
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: first}}
            """
                .formatted(condition));
    ModelCluster cluster = new ModelCluster(ResolverFixture.instance(Map.of("on", true)));
    NodeOutcome outcome = ResolverFixture.outcome(cluster.resolve(graph), "first");
    assertThat(outcome)
        .isInstanceOf(exists ? NodeOutcome.Rendered.class : NodeOutcome.Skipped.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "first.?data.?go.optMap(x, x == 'yes') | true",
        "first.?data.?missing.optMap(x, true)  | false",
      })
  void decidesWhetherANodeIsReady(String condition, boolean ready) {
    CompiledGraph graph =
        KroGraphs.compile(
            """
            schema: {apiVersion: v1alpha1, kind: Thing, group: example.com}
            resources:
              - id: first
                readyWhen: ["${%s}"]
                template:
                  {apiVersion: v1, kind: ConfigMap, metadata: {name: first}, data: {go: 'yes'}}
            """
                .formatted(condition));
    ModelCluster cluster = new ModelCluster(ResolverFixture.instance(Map.of()));
    cluster.converge(graph);
    NodeOutcome outcome = ResolverFixture.outcome(cluster.resolve(graph), "first");
    assertThat(outcome.isReady()).isEqualTo(ready);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "optional.none()      | Skipped",
        "dyn(optional.none()) | Skipped",
        "dyn(null)            | Failed",
        "dyn(1)               | Failed",
      })
  void nullIsNotFalse(String condition, String outcome) {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            language: CEL
            schema: {apiVersion: v1alpha1, kind: Thing, group: example.com}
            resources:
              - id: first
                includeWhen: ["${%s}"]
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: first}}
            """
                .formatted(condition));
    ModelCluster cluster = new ModelCluster(ResolverFixture.instance(Map.of()));
    assertThat(ResolverFixture.outcome(cluster.resolve(graph), "first").getClass().getSimpleName())
        .isEqualTo(outcome);
  }
}
