package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import run.trellis.cluster.ModelClient.Fate;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomNode;

/** Lives that once went wrong, found by {@link InstanceLifePropertyTests}. */
class InstanceLifeTests {

  private static final RandomGraph ONE_CONFIG_MAP =
      new RandomGraph(
          List.of(
              new RandomNode(
                  0,
                  RandomNode.Sort.SINGLE,
                  RandomNode.Kind.CONFIG_MAP,
                  List.of(),
                  RandomNode.Include.ALWAYS,
                  RandomNode.Ready.BY_CONVENTION,
                  Set.of(),
                  RandomNode.Flag.A)),
          false);
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
}
