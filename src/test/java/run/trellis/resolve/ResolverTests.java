package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.InventoryEntry;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;
import run.trellis.resolve.NodeOutcome.Readiness;

class ResolverTests {

  private static final GroupVersionKind CONFIG_MAP = new GroupVersionKind("", "v1", "ConfigMap");

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

  private static KubeObject instance(Map<String, Object> spec) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("apiVersion", "example.com/v1alpha1");
    tree.put("kind", "Chain");
    tree.put("metadata", Map.of("name", "x", "namespace", "ns", "uid", "u-1", "generation", 1));
    tree.put("spec", spec);
    return KubeObject.of(tree);
  }

  private static final Map<String, Object> PLAIN =
      Map.of("text", "hello", "extra", false, "names", List.of("p", "q"));

  private static ObjectReference configMap(String name) {
    return new ObjectReference(CONFIG_MAP, "ns", name);
  }

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

  private static NodeOutcome outcome(Resolution resolution, String node) {
    return Objects.requireNonNull(resolution.nodes().get(node));
  }

  private static KubeObject live(ModelCluster cluster, String name) {
    return Objects.requireNonNull(cluster.objects().get(configMap(name)));
  }
}
