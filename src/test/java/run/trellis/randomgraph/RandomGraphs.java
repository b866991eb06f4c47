package run.trellis.randomgraph;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import run.trellis.randomgraph.RandomNode.Edge;
import run.trellis.randomgraph.RandomNode.Flag;
import run.trellis.randomgraph.RandomNode.Include;
import run.trellis.randomgraph.RandomNode.Kind;
import run.trellis.randomgraph.RandomNode.Quirk;
import run.trellis.randomgraph.RandomNode.Ready;
import run.trellis.randomgraph.RandomNode.Sort;

/**
 * Generators. A graph is drawn as a list of drafts whose edges are numbers, and any such list is a
 * graph: shrinking can leave out and simplify whatever it likes.
 */
public final class RandomGraphs {

  /** More nodes find nothing that fewer do not, but take longer. */
  private static final int MOST_NODES = 7;

  private RandomGraphs() {}

  /**
   * A node before it is known what it can do.
   *
   * @param edges nodes before it that it reads, counted backwards and around, and whether softly
   */
  private record Draft(
      Sort sort,
      Kind kind,
      List<Tuple.Tuple2<Integer, Boolean>> edges,
      Include include,
      Ready ready,
      Set<Quirk> quirks,
      Flag flag) {}

  public static Arbitrary<RandomGraph> graphs() {
    Arbitrary<List<Draft>> drafts = drafts().list().ofMinSize(1).ofMaxSize(MOST_NODES);
    return Combinators.combine(drafts, Arbitraries.of(false, true)).as(RandomGraphs::graph);
  }

  public static Arbitrary<Inputs> inputs() {
    Arbitrary<Boolean> usually = mostly(true, false);
    Arbitrary<List<String>> names =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.of("p", "q", "r").list().uniqueElements().ofMaxSize(3)),
            Tuple.of(1, Arbitraries.of("p", "q").list().ofMaxSize(3)));
    return Combinators.combine(
            usually, usually, usually, Arbitraries.of("t", "u"), names, mostly(1, 0))
        .as(Inputs::new);
  }

  public static Arbitrary<Outside> outsides() {
    return mostly(Outside.State.ON, Outside.State.OFF, Outside.State.ABSENT)
        .list()
        .ofSize(Outside.COUNT)
        .map(Outside::new);
  }

  /** The first value more often than each of the others. */
  @SafeVarargs
  private static <T> Arbitrary<T> mostly(T usual, T... others) {
    List<Tuple.Tuple2<Integer, T>> weighted = new ArrayList<>();
    weighted.add(Tuple.of(4, usual));
    for (T other : others) {
      weighted.add(Tuple.of(1, other));
    }
    return Arbitraries.frequency(weighted);
  }

  private static Arbitrary<Draft> drafts() {
    Arbitrary<Sort> sorts =
        Arbitraries.frequency(
            Tuple.of(8, Sort.SINGLE),
            Tuple.of(4, Sort.COLLECTION),
            Tuple.of(2, Sort.CHAINED),
            Tuple.of(2, Sort.REFERENCE),
            Tuple.of(1, Sort.SELECTION));
    Arbitrary<List<Tuple.Tuple2<Integer, Boolean>>> edges =
        Combinators.combine(
                Arbitraries.integers().between(0, MOST_NODES - 1), Arbitraries.of(false, true))
            .as((to, soft) -> Tuple.of(to, soft))
            .list()
            .ofMaxSize(3);
    Arbitrary<Set<Quirk>> quirks =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.just(Set.of())),
            Tuple.of(2, Arbitraries.of(Quirk.class).set().ofMaxSize(2)));
    return Combinators.combine(
            sorts,
            mostly(Kind.CONFIG_MAP, Kind.WIDGET),
            edges,
            mostly(
                Include.ALWAYS,
                Include.IF_A,
                Include.IF_B,
                Include.IF_THE_OTHER_SAYS_SO,
                Include.IF_DIVISIBLE),
            mostly(Ready.BY_CONVENTION, Ready.AT_ONCE, Ready.WHEN_TOLD, Ready.IF_C),
            quirks,
            Arbitraries.of(Flag.class))
        .as(Draft::new);
  }

  private static RandomGraph graph(List<Draft> drafts, boolean backwards) {
    List<RandomNode> nodes = new ArrayList<>();
    for (Draft draft : drafts) {
      nodes.add(node(draft, nodes));
    }
    return new RandomGraph(nodes, backwards);
  }

  /** Leaves out of a draft what the nodes before it do not allow. */
  private static RandomNode node(Draft draft, List<RandomNode> before) {
    boolean managed = draft.sort() != Sort.REFERENCE && draft.sort() != Sort.SELECTION;
    List<Edge> edges = managed ? edges(draft, before) : List.of();
    boolean readsList = !edges.isEmpty() && edges.getFirst().to().isList();
    Sort sort = draft.sort() == Sort.CHAINED && !readsList ? Sort.COLLECTION : draft.sort();
    Include include =
        draft.include() == Include.IF_THE_OTHER_SAYS_SO && edges.isEmpty()
            ? Include.IF_A
            : draft.include();
    Ready ready =
        draft.ready() == Ready.WHEN_TOLD && !managed ? Ready.BY_CONVENTION : draft.ready();
    Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);
    if (managed) {
      quirks.addAll(draft.quirks());
    }
    if (sort == Sort.SINGLE) {
      quirks.remove(Quirk.TWICE);
    }
    return new RandomNode(
        before.size(), sort, draft.kind(), edges, include, ready, quirks, draft.flag());
  }

  private static List<Edge> edges(Draft draft, List<RandomNode> before) {
    Map<RandomNode, Edge> edges = new LinkedHashMap<>();
    if (!before.isEmpty()) {
      for (var drawn : draft.edges()) {
        RandomNode to = before.get(before.size() - 1 - drawn.get1() % before.size());
        edges.putIfAbsent(to, new Edge(to, drawn.get2()));
      }
    }
    return List.copyOf(edges.values());
  }
}
