package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.resolve.ResolverFixture.CONFIG_MAP;
import static run.trellis.resolve.ResolverFixture.PLAIN;
import static run.trellis.resolve.ResolverFixture.configMap;
import static run.trellis.resolve.ResolverFixture.instance;
import static run.trellis.resolve.ResolverFixture.live;
import static run.trellis.resolve.ResolverFixture.outcome;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;
import run.trellis.resolve.NodeOutcome.Readiness;

class ResolverTests {

  private static final String CHAIN =
      """
      schema:
        apiVersion: v1alpha1
        kind: Chain
        group: example.com
        spec: {text: string | default=hello, extra: "boolean | default=false", names: "[]string"}
        status:
          last: ${c.data.value}
          ready: "${d?.data?.value ?: 'none'}"
      resources:
        - id: a
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-a"}, data: {value: "${schema.spec.text}"}}
        - id: b
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-b"}, data: {value: "${a.data.value}, ${a.metadata.uid}"}}
        - id: c
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-c"}, data: {value: "${b.data.value}!"}}
        - id: d
          includeWhen: ["${schema.spec.extra}"]
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-d"}, data: {value: d}}
        - id: e
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-e"}, data: {value: "${d.data.value}"}}
        - id: f
          template: {apiVersion: v1, kind: ConfigMap, metadata: {name: "${schema.metadata.name}-f"}, data: {value: "${d?.data?.value ?: 'without d'}"}}
      """;

  @Test
  void letsValuesFlowThroughAChain() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));

    assertThat(cluster.converge(graph)).isEqualTo(4);

    assertThat(live(cluster, "x-c").at("data", "value")).isEqualTo("hello, uid-of-x-a!");
    Resolution resolution = cluster.resolve(graph);
    assertThat(resolution.isReady()).isTrue();
    assertThat(resolution.status())
        .isEqualTo(Map.of("last", "hello, uid-of-x-a!", "ready", "none"));
  }

  @Test
  void knowsEveryIdentityBeforeAnythingExists() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    Resolution resolution = new ModelCluster(instance(PLAIN)).resolve(graph);

    assertThat(resolution.toApply())
        .extracting(object -> object.reference().name())
        .containsExactly("x-a", "x-f");
    assertThat(outcome(resolution, "c"))
        .isEqualTo(
            new NodeOutcome.Waiting(
                Reason.DEPENDENCY_NOT_READY,
                "waits for b",
                List.of("b"),
                List.of(configMap("x-c"))));
  }

  @Test
  void skippingIsContagiousUnlessTheReferenceIsNullSafe() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    Resolution resolution = cluster.resolve(graph);

    assertThat(outcome(resolution, "d"))
        .isEqualTo(new NodeOutcome.Skipped("skipped because ${schema.spec.extra} is false"));
    assertThat(outcome(resolution, "e")).isEqualTo(new NodeOutcome.Skipped("skipped because d is"));
    assertThat(live(cluster, "x-f").at("data", "value")).isEqualTo("without d");
  }

  @Test
  void marksWhatItWants() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    KubeObject manifest =
        new ModelCluster(instance(PLAIN)).resolve(graph).toApply().getFirst().manifest();

    assertThat(manifest.labels())
        .containsEntry(Marks.OWNED, "true")
        .containsEntry(Marks.INSTANCE_UID, "u-1")
        .containsEntry(Marks.NODE, "a")
        .containsEntry(Marks.GRAPH, "test")
        .containsEntry(Marks.MANAGED_BY, "trellis")
        // printf x.ns.Chain.example.com | openssl dgst -sha256 -binary | basenc --base64url
        .containsEntry(Marks.PART_OF, "applyset-mezwTyZzC9bbVAVHvuKxrOdN70nP5MGWgj-R-IexPcI-v1");
    assertThat(manifest.annotations()).containsEntry(Marks.INSTANCE, "Chain.example.com/ns/x");
  }

  @Test
  void sendsNothingWhileNothingChanges() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);

    assertThat(cluster.resolve(graph).toApply()).isEmpty();
    assertThat(cluster.resolve(graph)).isEqualTo(cluster.resolve(graph));
  }

  @Test
  void repairsAFieldThatWasTaken() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.take(configMap("x-b"), "data");

    assertThat(cluster.resolve(graph).toApply())
        .extracting(object -> object.reference().name())
        .containsExactly("x-b");
  }

  @Test
  void aForeignFieldIsLeftAlone() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.set(configMap("x-b"), "1", "data", "foreign");

    assertThat(cluster.resolve(graph).toApply()).isEmpty();
  }

  @Test
  void anEditReachesOnlyWhatReadsIt() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.edit("bye", "spec", "text");

    assertThat(cluster.converge(graph)).isEqualTo(3);
    assertThat(live(cluster, "x-c").at("data", "value")).isEqualTo("bye, uid-of-x-a!");
  }

  @Test
  void waitsForAFieldThatIsNotThereYet() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: a
                template: {apiVersion: v1, kind: Service, metadata: {name: a, namespace: ns}}
              - id: b
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: b, namespace: ns}, data: {ip: "${a.status.loadBalancer.ingress[0].ip}"}}
            """);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    assertThat(outcome(cluster.resolve(graph), "b"))
        .isInstanceOfSatisfying(
            NodeOutcome.Waiting.class,
            waiting -> {
              assertThat(waiting.reason()).isEqualTo(Reason.EXPRESSION_PENDING);
              assertThat(waiting.message()).startsWith("waiting for a.status");
            });

    ObjectReference service = cluster.only("Service", "a");
    cluster.set(
        service, Map.of("ingress", List.of(Map.of("ip", "10.0.0.9"))), "status", "loadBalancer");
    assertThat(cluster.converge(graph)).isEqualTo(1);
  }

  @Test
  void aFailureStopsItsOwnBranchOnly() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: bad
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: bad, namespace: ns}, data: {x: "${string(1 / (2 - 2))}"}}
              - id: after
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: after, namespace: ns}, data: {x: "${bad.data.x}"}}
              - id: good
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: good, namespace: ns}, data: {x: y}}
            """);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));

    assertThat(cluster.converge(graph)).isEqualTo(1);
    Resolution resolution = cluster.resolve(graph);
    assertThat(outcome(resolution, "bad"))
        .isInstanceOfSatisfying(
            NodeOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Reason.EXPRESSION_FAILED);
              assertThat(failed.message())
                  .startsWith("spec.resources[0].template.data.x: ${string(1 / (2 - 2))}: ");
            });
    assertThat(outcome(resolution, "after")).isInstanceOf(NodeOutcome.Waiting.class);
    assertThat(outcome(resolution, "good").isReady()).isTrue();
  }

  @Test
  void aReferenceIsAskedForAndMissedByName() {
    CompiledGraph graph =
        TestGraphs.compile(
            """
            resources:
              - id: platform
                externalRef: {apiVersion: v1, kind: ConfigMap, metadata: {name: platform, namespace: config}}
              - id: a
                template: {apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: ns}, data: {zone: "${platform.data.zone}"}}
            """);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    Snapshot.Query query =
        new Snapshot.Query.ByName(new ObjectReference(CONFIG_MAP, "config", "platform"));
    assertThat(cluster.resolve(graph).queries()).containsExactly(query);

    cluster.answer(query, new Snapshot.QueryResult.Found(List.of()));
    assertThat(outcome(cluster.resolve(graph), "platform"))
        .isEqualTo(
            new NodeOutcome.Observed(
                List.of(),
                new Readiness.NotReady(
                    Reason.REFERENCE_MISSING, "ConfigMap platform in config does not exist")));

    cluster.answer(
        query,
        new Snapshot.QueryResult.Found(
            List.of(
                KubeObject.of(
                    Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "ConfigMap",
                        "metadata",
                        Map.of("name", "platform", "namespace", "config"),
                        "data",
                        Map.of("zone", "eu"))))));
    assertThat(cluster.converge(graph)).isEqualTo(1);
  }

  @Test
  void aRefusalIsShownUntilTheConfigurationChanges() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.refuse(
        cluster.resolve(graph).toApply().getFirst(), Reason.APPLY_DENIED, "policy says no");

    assertThat(outcome(cluster.resolve(graph), "a"))
        .isInstanceOfSatisfying(
            NodeOutcome.Rendered.class,
            rendered ->
                assertThat(rendered.readiness())
                    .isEqualTo(
                        new Readiness.Broken(
                            Reason.APPLY_DENIED, "ConfigMap ns/x-a: policy says no")));
    cluster.edit("other", "spec", "text");
    assertThat(outcome(cluster.resolve(graph), "a"))
        .isInstanceOfSatisfying(
            NodeOutcome.Rendered.class,
            rendered -> assertThat(rendered.readiness()).isInstanceOf(Readiness.NotReady.class));
  }

  @Test
  void aRefusalThatPassesByItselfIsNoFailure() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.refuse(
        cluster.resolve(graph).toApply().getFirst(), Reason.APPLY_UNAVAILABLE, "too busy");

    assertThat(outcome(cluster.resolve(graph), "a"))
        .isInstanceOfSatisfying(
            NodeOutcome.Rendered.class,
            rendered ->
                assertThat(rendered.readiness())
                    .isEqualTo(
                        new Readiness.NotReady(
                            Reason.APPLY_UNAVAILABLE, "ConfigMap ns/x-a: too busy")));
  }

  @Test
  void aKindThatIsMissingStopsOnlyItsNode() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.serve(CONFIG_MAP, Snapshot.KindState.MISSING);

    assertThat(outcome(cluster.resolve(graph), "a"))
        .isEqualTo(
            new NodeOutcome.Waiting(
                Reason.KIND_MISSING, "the cluster has no kind v1 ConfigMap", List.of(), List.of()));
  }

  @Test
  void aTerminatingObjectIsNotReadyAndNotReplacedYet() {
    CompiledGraph graph = TestGraphs.compile(CHAIN);
    ModelCluster cluster = new ModelCluster(instance(PLAIN));
    cluster.converge(graph);
    cluster.set(configMap("x-a"), "2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");

    Resolution resolution = cluster.resolve(graph);
    assertThat(resolution.toApply()).isEmpty();
    assertThat(outcome(resolution, "a").isReady()).isFalse();
  }
}
