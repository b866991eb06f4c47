package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import run.trellis.cluster.ModelClient.Fate;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomNode;
import run.trellis.randomgraph.RandomNode.Kind;
import run.trellis.randomgraph.RandomNode.Ready;

/** Lives that once went wrong, found by {@link InstanceLifePropertyTests}. */
class InstanceLifeTests {

  private static final RandomGraph ONE_CONFIG_MAP =
      graph(node(0, Kind.CONFIG_MAP, Ready.BY_CONVENTION));
  private static final Inputs INPUTS = new Inputs(true, true, true, "t", List.of(), 1);
  private static final Outside OUTSIDE =
      new Outside(List.of(Outside.State.ON, Outside.State.ON, Outside.State.ON));

  /** The refusal of an object that is there after all once asked for pass after pass, for ever. */
  @Test
  void comesToRestAfterAnAnswerWasLost() {
    ModelRun run =
        new ModelRun(
            ONE_CONFIG_MAP,
            INPUTS,
            OUTSIDE,
            write -> write.equals("apply ConfigMap ns/x-n0 #1") ? Fate.ANSWER_LOST : Fate.DONE);
    run.create();
    run.settle();
    run.assertAsExpected();
    run.assertQuiet();
  }

  /** The watch has not shown the object when the inventory says no more than that it was meant. */
  @Test
  void leavesNothingBehindThatNobodyHasSeenYet() {
    ModelRun run =
        new ModelRun(
            ONE_CONFIG_MAP,
            INPUTS,
            OUTSIDE,
            write -> write.equals("apply ConfigMap ns/x-n0 #1") ? Fate.ANSWER_LOST : Fate.DONE);
    run.create();
    run.delete();
    run.settle();
    run.assertGone();
  }

  /** What somebody deleted once held up for ever what its node would be made from. */
  @Test
  void prunesWhatOnlySomethingThatIsGoneCouldNeed() {
    RandomNode never = node(0, Kind.CONFIG_MAP, Ready.IF_C);
    RandomNode moved = node(1, Kind.WIDGET, Ready.BY_CONVENTION);
    RandomNode waiting = node(2, Kind.WIDGET, Ready.BY_CONVENTION, moved, never);
    Inputs unready = new Inputs(true, true, false, "t", List.of(), 1);
    ModelRun run =
        new ModelRun(
            graph(
                node(0, Kind.CONFIG_MAP, Ready.BY_CONVENTION),
                node(1, Kind.CONFIG_MAP, Ready.BY_CONVENTION),
                node(2, Kind.CONFIG_MAP, Ready.BY_CONVENTION)),
            unready,
            OUTSIDE,
            _ -> Fate.DONE);
    run.create();
    run.act(new Step.Switch(graph(never, moved, waiting)));
    run.act(new Step.Remove(2));
    run.settle();
    run.assertAsExpected();
    run.assertQuiet();
  }

  /** A restart once forgot that one node stood on another, when the one between them had gone. */
  @Test
  void keepsTheOrderWhenANodeBetweenOthersGoes() {
    RandomNode first = node(0, Kind.CONFIG_MAP, Ready.BY_CONVENTION);
    RandomNode none = collection(1, Kind.CONFIG_MAP, first);
    RandomNode last = node(2, Kind.WIDGET, Ready.BY_CONVENTION, none);
    ModelRun run = new ModelRun(graph(first, none, last), INPUTS, OUTSIDE, _ -> Fate.DONE);
    run.create();
    run.act(new Step.Edit(new Inputs(true, true, true, "t", List.of("r", "r"), 1)));
    run.act(new Step.Switch(graph(collection(3, Kind.WIDGET))));
    run.settle();
    run.assertAsExpected();
    run.assertQuiet();
  }

  private static RandomGraph graph(RandomNode... nodes) {
    return new RandomGraph(List.of(nodes), false);
  }

  private static RandomNode node(int number, Kind kind, Ready ready, RandomNode... read) {
    return node(number, RandomNode.Sort.SINGLE, kind, ready, read);
  }

  private static RandomNode collection(int number, Kind kind, RandomNode... read) {
    return node(number, RandomNode.Sort.COLLECTION, kind, Ready.BY_CONVENTION, read);
  }

  private static RandomNode node(
      int number, RandomNode.Sort sort, Kind kind, Ready ready, RandomNode... read) {
    List<RandomNode.Edge> edges =
        Stream.of(read).map(other -> new RandomNode.Edge(other, false)).toList();
    return new RandomNode(
        number, sort, kind, edges, RandomNode.Include.ALWAYS, ready, Set.of(), RandomNode.Flag.A);
  }
}
