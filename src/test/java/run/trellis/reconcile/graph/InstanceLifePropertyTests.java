package run.trellis.reconcile.graph;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import run.trellis.cluster.ModelClient.Fate;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomGraphs;

/**
 * Whatever the graph is and whatever happens to its objects: it converges to what its author wants,
 * breaks no promise on the way, then sends nothing, and goes without a trace.
 */
class InstanceLifePropertyTests {

  @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
  void comesToWhatIsWantedWhateverHappens(
      @ForAll("graphs") RandomGraph graph,
      @ForAll("inputs") Inputs inputs,
      @ForAll("outsides") Outside outside,
      @ForAll("steps") @Size(max = 12) List<Step> steps) {
    ModelRun run = new ModelRun(graph, inputs, outside, _ -> Fate.DONE);
    run.create();
    steps.forEach(run::act);
    run.settle();
    run.assertAsExpected();
    run.assertQuiet();
    run.delete();
    run.settle();
    run.assertGone();
  }

  @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
  void goesInTheMiddleOfAnything(
      @ForAll("graphs") RandomGraph graph,
      @ForAll("inputs") Inputs inputs,
      @ForAll("outsides") Outside outside,
      @ForAll("steps") @Size(max = 6) List<Step> before,
      @ForAll("steps") @Size(max = 6) List<Step> after,
      @ForAll @IntRange(max = 20) int write,
      @ForAll("faults") Fate fault) {
    AtomicInteger writes = new AtomicInteger();
    ModelRun run =
        new ModelRun(
            graph, inputs, outside, _ -> writes.getAndIncrement() == write ? fault : Fate.DONE);
    run.create();
    before.forEach(run::act);
    run.delete();
    after.forEach(run::act);
    run.settle();
    run.assertGone();
  }

  @Property(tries = 120, edgeCases = EdgeCasesMode.NONE)
  void comesToTheSameEndWhereverItIsCut(
      @ForAll("graphs") RandomGraph graph,
      @ForAll("graphs") RandomGraph next,
      @ForAll("inputs") Inputs inputs,
      @ForAll("inputs") Inputs edited,
      @ForAll("outsides") Outside outside,
      @ForAll @IntRange(max = 500) int write,
      @ForAll("faults") Fate fault) {
    List<String> writes = live(graph, next, inputs, edited, outside, "", Fate.DONE);
    live(graph, next, inputs, edited, outside, writes.get(write % writes.size()), fault);
  }

  /** Creates, edits, changes the graph, and deletes; one write may go wrong. */
  private static List<String> live(
      RandomGraph graph,
      RandomGraph next,
      Inputs inputs,
      Inputs edited,
      Outside outside,
      String write,
      Fate fault) {
    ModelRun run =
        new ModelRun(graph, inputs, outside, name -> name.equals(write) ? fault : Fate.DONE);
    run.create();
    run.settle();
    run.assertAsExpected();
    run.edit(edited);
    run.settle();
    run.assertAsExpected();
    run.serve(next);
    run.settle();
    run.assertAsExpected();
    run.delete();
    run.settle();
    run.assertGone();
    return run.writes();
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

  @Provide
  Arbitrary<List<Step>> steps() {
    return Step.any().list();
  }

  @Provide
  Arbitrary<Fate> faults() {
    return Arbitraries.of(Fate.CRASH_BEFORE, Fate.CRASH_AFTER, Fate.ANSWER_LOST, Fate.NOT_DONE);
  }
}
