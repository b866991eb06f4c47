package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.resolve.ResolverFixture.PLAIN;
import static run.trellis.resolve.ResolverFixture.instance;

import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;

class PruningTests {

  @Test
  void aNodeThatIsSwitchedOffIsPrunedAndOneInDoubtIsNot() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            schema:
              apiVersion: v1alpha1
              kind: Chain
              group: example.com
              spec: {on: "boolean | default=true"}
            resources:
              - id: gate
                template: {apiVersion: v1, kind: Secret, metadata: {name: gate}}
                readyWhen: ["${gate.status.open}"]
              - id: gated
                includeWhen: ["${gate.status.open && schema.spec.on}"]
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: gated}}
            """);
    ModelCluster cluster = new ModelCluster(instance(Map.of("on", true)));
    cluster.converge(graph);
    ObjectReference gate = cluster.only("Secret", "gate");
    cluster.set(gate, true, "status", "open");
    cluster.converge(graph);
    assertThat(cluster.objects()).hasSize(2);

    cluster.set(gate, false, "status", "open");
    assertThat(cluster.resolve(graph).prunable()).as("its input is briefly not ready").isEmpty();

    cluster.set(gate, true, "status", "open");
    cluster.edit(false, "spec", "on");
    assertThat(cluster.resolve(graph).prunable())
        .extracting(entry -> entry.object().name())
        .containsExactly("gated");
  }

  /** A condition that reads an object whose controller has not caught up is no reason to delete. */
  @Test
  void nothingGoesBecauseOfAStatusThatIsBehind() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: gate
                template: {apiVersion: v1, kind: Secret, metadata: {name: gate}}
                readyWhen: []
              - id: gated
                includeWhen: ["${gate.status.open}"]
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: gated}}
              - id: beside
                includeWhen: ["${gated != null}"]
                template: {apiVersion: v1, kind: Service, metadata: {name: beside}}
            """);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    ObjectReference gate = cluster.only("Secret", "gate");
    cluster.set(gate, true, "status", "open");
    cluster.converge(graph);
    assertThat(cluster.objects()).hasSize(3);

    cluster.set(gate, 2L, "metadata", "generation");
    cluster.set(gate, 1L, "status", "observedGeneration");
    cluster.set(gate, false, "status", "open");
    assertThat(cluster.resolve(graph).prunable()).isEmpty();
    assertThat(cluster.resolve(graph).kept().values())
        .containsOnly("is kept until gate has caught up with its last change");

    cluster.set(gate, 2L, "status", "observedGeneration");
    assertThat(cluster.resolve(graph).prunable())
        .extracting(entry -> entry.object().name())
        .containsExactly("beside", "gated");
  }

  @Test
  void whatANodeHadOfAnotherKindStaysUntilItsReplacementIsThere() {
    String graph =
        """
        resources:
          - id: a
            template: {apiVersion: v1, kind: KIND, metadata: {name: a, namespace: ns}}
        """;
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(TestGraphs.compile(graph.replace("KIND", "ConfigMap")));
    CompiledGraph edited = TestGraphs.compile(graph.replace("KIND", "Secret"));

    assertThat(cluster.resolve(edited).prunable()).isEmpty();
    assertThat(cluster.resolve(edited).kept().values())
        .containsExactly("is kept until it is known what a comes to");
    cluster.converge(edited);
    assertThat(cluster.resolve(edited).prunable())
        .extracting(entry -> entry.object().type().kind())
        .containsExactly("ConfigMap");
  }

  @Test
  void whatIsWrittenDownUnderAnotherVersionIsTheSameObject() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: a
                template: {apiVersion: example.com/v2, kind: Thing, metadata: {name: a, namespace: ns}}
            """);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.remember(
        new InventoryEntry(
            "a",
            new ObjectReference(new GroupVersionKind("example.com", "v1", "Thing"), "ns", "a"),
            "uid-of-a"));

    assertThat(cluster.resolve(graph).prunable()).isEmpty();
  }

  @Test
  void whatAnotherNodeMayWantStaysAndItIsSaidWhy() {
    String node =
        """
        resources:
          - id: NODE
            template: {apiVersion: v1, kind: ConfigMap, metadata: {name: NAME, namespace: ns}}
        """;
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(TestGraphs.compile(node.replace("NODE", "a").replace("NAME", "a")));
    CompiledGraph edited =
        TestGraphs.compile(
            node.replace("NODE", "b").replace("NAME", "\"${secret.data['name']}\"")
                + """
                  - id: secret
                    template: {apiVersion: v1, kind: Secret, metadata: {name: s, namespace: ns}}
                """);
    cluster.converge(edited);

    assertThat(cluster.resolve(edited).prunable()).isEmpty();
    assertThat(cluster.resolve(edited).kept().values())
        .containsExactly("is kept until it is known what b comes to, which may want it");
  }
}
