package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.resolve.ResolverFixture.PLAIN;
import static run.trellis.resolve.ResolverFixture.instance;
import static run.trellis.resolve.ResolverFixture.live;
import static run.trellis.resolve.ResolverFixture.outcome;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.Reason;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;

class CollectionResolutionTests {

  private static final String COLLECTION =
      """
      schema:
        apiVersion: v1alpha1
        kind: Chain
        group: example.com
        spec: {text: string | default=hello, extra: "boolean | default=false", names: "[]string | default=[]"}
        status: {count: "${items.size()}"}
      resources:
        - id: items
          forEach: [{name: "${schema.spec.names}"}, {digit: "${{1, 2}}"}]
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${name}-${digit}"}, data: {v: "${name}"}}
          readyWhen: ["${each.data.v != 'never'}"]
        - id: sum
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: sum}, data: {names: "${items.![metadata.name].join(',')}"}}
      """;

  @Test
  void makesOneObjectForEachCombinationTheFirstDimensionOutermost() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);

    assertThat(live(cluster, "sum").at("data", "names")).isEqualTo("p-1,p-2,q-1,q-2");
    assertThat(cluster.resolve(graph).status()).isEqualTo(Map.of("count", 4L));
  }

  @Test
  void anEmptyCollectionIsReady() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    ModelCluster cluster = new ModelCluster(instance(Map.of("names", List.of())));
    cluster.converge(graph);
    assertThat(cluster.resolve(graph).isReady()).isTrue();
  }

  @Test
  void aShrunkenCollectionPrunesTheRestLastFirst() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.edit(List.of("q"), "spec", "names");
    assertThat(cluster.resolve(graph).prunable())
        .as("not before everything of the kind is applied")
        .isEmpty();
    cluster.converge(graph);

    assertThat(cluster.resolve(graph).prunable())
        .extracting(entry -> entry.object().name())
        .containsExactly("p-2", "p-1");
  }

  @Test
  void twoObjectsOfOneIdentityCollide() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    Resolution resolution =
        new ModelCluster(instance(Map.of("names", List.of("p", "p")))).resolve(graph);

    assertThat(outcome(resolution, "items"))
        .isInstanceOfSatisfying(
            NodeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.NAME_COLLISION));
  }

  @Test
  void oneObjectUnderTwoVersionsOfItsKindCollidesToo() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - {id: a, template: {apiVersion: example.com/v1, kind: T, metadata: {name: x, namespace: n}}}
              - {id: b, template: {apiVersion: example.com/v2, kind: T, metadata: {name: x, namespace: n}}}
            """);

    assertThat(outcome(new ModelCluster(instance(PLAIN)).resolve(graph), "b"))
        .isInstanceOfSatisfying(
            NodeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.NAME_COLLISION));
  }

  @Test
  void aListThatIsNotKnownIsNotAnEmptyOne() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    ModelCluster cluster =
        new ModelCluster(instance(Map.of("names", List.of("p"), "text", "x", "extra", false)));
    cluster.converge(graph);
    assertThat(cluster.resolve(graph).status()).isEqualTo(Map.of("count", 2L));

    cluster.edit(Collections.nCopies(1_000, "p"), "spec", "names");

    assertThat(cluster.resolve(graph).status()).isEmpty();
    assertThat(cluster.resolve(graph).prunable()).isEmpty();
  }

  @Test
  void theLimitOfItemsIsASetting() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    Snapshot snapshot =
        new ModelCluster(instance(Map.of("names", List.of("p", "q")))).snapshot(graph);

    assertThat(outcome(new Resolver(4).resolve(graph, snapshot), "items"))
        .isInstanceOf(NodeOutcome.Rendered.class);
    assertThat(outcome(new Resolver(3).resolve(graph, snapshot), "items"))
        .isInstanceOfSatisfying(
            NodeOutcome.Failed.class,
            failed -> assertThat(failed.message()).contains("4 objects").contains("at most 3"));
  }

  @Test
  void tooManyItemsAreRefusedBeforeTheyAreMade() {
    CompiledGraph graph = TestGraphs.compile(COLLECTION);
    List<String> names =
        java.util.stream.IntStream.range(0, 100_000).mapToObj(i -> "n" + i).toList();
    Resolution resolution = new ModelCluster(instance(Map.of("names", names))).resolve(graph);

    assertThat(outcome(resolution, "items"))
        .isInstanceOfSatisfying(
            NodeOutcome.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Reason.TOO_MANY_ITEMS));
  }
}
