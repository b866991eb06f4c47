package run.trellis.reconcile.graph;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomGraphs;

/** Something that happens while the controller runs. Objects are numbered around. */
sealed interface Step {

  /** The user edits the instance. */
  record Edit(Inputs inputs) implements Step {}

  /** The author edits the graph. */
  record Switch(RandomGraph graph) implements Step {}

  /** Something that the graph only reads comes, changes or goes. */
  record Read(int number, Outside.State state) implements Step {}

  /** Somebody writes into an object what makes it ready. */
  record Tell(int object) implements Step {}

  /** Somebody deletes an object. */
  record Remove(int object) implements Step {}

  /** Somebody changes a field of an object that the graph sets. */
  record Meddle(int object) implements Step {}

  /** Somebody takes all labels off an object. */
  record Strip(int object) implements Step {}

  /** Somebody puts a finalizer on an object. */
  record Hold(int object) implements Step {}

  /** Somebody creates an object under a name that the graph wants. */
  record Squat(int object) implements Step {}

  /** The watches of managed objects catch up; until then they are late. */
  record Deliver() implements Step {}

  /** The watches lose their place and have to list. */
  record Relist() implements Step {}

  record Restart() implements Step {}

  /** A while passes. */
  record Elapse() implements Step {}

  static Arbitrary<Step> any() {
    Arbitrary<Integer> object = Arbitraries.integers().between(0, 9);
    return Arbitraries.frequencyOf(
        Tuple.of(4, RandomGraphs.inputs().map(Edit::new)),
        Tuple.of(2, RandomGraphs.graphs().map(Switch::new)),
        Tuple.of(
            2,
            Combinators.combine(
                    Arbitraries.integers().between(0, Outside.COUNT - 1),
                    Arbitraries.of(Outside.State.class))
                .as(Read::new)),
        Tuple.of(3, object.map(Tell::new)),
        Tuple.of(2, object.map(Remove::new)),
        Tuple.of(1, object.map(Meddle::new)),
        Tuple.of(1, object.map(Strip::new)),
        Tuple.of(1, object.map(Hold::new)),
        Tuple.of(1, object.map(Squat::new)),
        Tuple.of(4, Arbitraries.create(Deliver::new)),
        Tuple.of(1, Arbitraries.create(Relist::new)),
        Tuple.of(1, Arbitraries.create(Restart::new)),
        Tuple.of(1, Arbitraries.create(Elapse::new)));
  }
}
