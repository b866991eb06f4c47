package run.trellis.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.Place;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomGraphs;
import run.trellis.resolve.Snapshot.Query;
import run.trellis.resolve.Snapshot.QueryResult;

/** Whatever the graph is, a resolution depends on the snapshot alone. */
class ResolverPropertyTests {

  private static final Place PLACE = new Place("test", "models.example.com", "ns");

  @Property(tries = 150, edgeCases = EdgeCasesMode.NONE)
  void comesToTheSameInWhateverOrderThingsAreKnown(
      @ForAll("graphs") RandomGraph random,
      @ForAll("inputs") Inputs inputs,
      @ForAll("inputs") Inputs edited,
      @ForAll("outsides") Outside outside) {
    CompiledGraph graph = TestGraphs.compileFile(random.yaml(PLACE));
    ModelCluster cluster = new ModelCluster(identified(PLACE.instance(inputs)));

    for (int round = 0; round < random.nodes().size(); round++) {
      assertSame(graph, cluster);
      cluster
          .resolve(graph)
          .queries()
          .forEach(query -> cluster.answer(query, answer(query, outside)));
      cluster.resolve(graph).toApply().forEach(cluster::apply);
    }
    cluster.edit(edited.spec(), "spec");
    assertSame(graph, cluster);
  }

  private static void assertSame(CompiledGraph graph, ModelCluster cluster) {
    Snapshot snapshot = cluster.snapshot(graph);
    Resolution first = new Resolver().resolve(graph, snapshot);

    assertThat(new Resolver().resolve(graph, snapshot)).isEqualTo(first);
    assertThat(new Resolver().resolve(graph, turnedRound(snapshot))).isEqualTo(first);
  }

  private static KubeObject identified(KubeObject instance) {
    Map<String, @Nullable Object> metadata =
        new LinkedHashMap<>(JsonTree.mapAt(instance.tree(), "metadata"));
    metadata.put("uid", "uid-of-the-instance");
    Map<String, @Nullable Object> tree = new LinkedHashMap<>(instance.tree());
    tree.put("metadata", metadata);
    return KubeObject.of(tree);
  }

  private static QueryResult answer(Query query, Outside outside) {
    List<KubeObject> there =
        IntStream.range(0, Outside.COUNT)
            .filter(number -> outside.states().get(number) != Outside.State.ABSENT)
            .mapToObj(number -> outside.object(PLACE, number))
            .filter(object -> isAskedFor(object, query))
            .toList();
    return new QueryResult.Found(there);
  }

  private static boolean isAskedFor(KubeObject object, Query query) {
    return switch (query) {
      case Query.ByName(var reference) -> object.reference().equals(reference);
      case Query.BySelector _ -> !object.labels().isEmpty();
    };
  }

  /** The same content, with the fields of every object in another order. */
  private static Snapshot turnedRound(Snapshot snapshot) {
    Map<Query, QueryResult> references = new LinkedHashMap<>();
    snapshot
        .references()
        .forEach(
            (query, result) ->
                references.put(
                    query,
                    result instanceof QueryResult.Found(List<KubeObject> found)
                        ? new QueryResult.Found(
                            found.stream().map(ResolverPropertyTests::turnedRound).toList())
                        : result));
    Map<ObjectReference, KubeObject> objects = new LinkedHashMap<>();
    snapshot.objects().forEach((name, object) -> objects.put(name, turnedRound(object)));
    return new Snapshot(
        turnedRound(snapshot.instance()),
        objects,
        snapshot.applied(),
        snapshot.refusals(),
        references,
        snapshot.kinds(),
        snapshot.inventory());
  }

  private static KubeObject turnedRound(KubeObject object) {
    return KubeObject.of(JsonTree.mapAt(turnedRound((Object) object.tree())));
  }

  private static @Nullable Object turnedRound(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> turned = new LinkedHashMap<>();
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries
            .reversed()
            .forEach(
                entry -> turned.put(String.valueOf(entry.getKey()), turnedRound(entry.getValue())));
        yield turned;
      }
      case List<?> list -> list.stream().map(ResolverPropertyTests::turnedRound).toList();
      case null, default -> value;
    };
  }

  @Provide
  Arbitrary<RandomGraph> graphs() {
    return RandomGraphs.graphs();
  }

  @Provide
  Arbitrary<Inputs> inputs() {
    return RandomGraphs.inputs();
  }

  @Provide
  Arbitrary<Outside> outsides() {
    return RandomGraphs.outsides();
  }
}
