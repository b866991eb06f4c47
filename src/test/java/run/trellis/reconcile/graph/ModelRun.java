package run.trellis.reconcile.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.ModelClient;
import run.trellis.cluster.ModelClient.Fate;
import run.trellis.cluster.ModelServer;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.CompiledGraph;
import run.trellis.graph.TestGraphs;
import run.trellis.randomgraph.Expectation;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.Place;
import run.trellis.randomgraph.RandomGraph;

/** The life of one instance of a random graph in a model of a cluster, from outside. */
final class ModelRun {

  static final String FOREIGN = "example.com/foreign";

  private static final Place PLACE = new Place("test", "models.example.com", "ns");
  private static final String HOLD = "example.com/hold";

  /** Far more than any run needs: whoever needs more goes around in circles. */
  private static final int ROUNDS = 60;

  private final ModelServer server = new ModelServer();
  private final ModelClient client;
  private final Promises promises;
  private final Set<String> orphans = new HashSet<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private RandomGraph graph;
  private CompiledGraph compiled;
  private Inputs inputs;
  private Outside outside;
  private ModelController controller;

  ModelRun(RandomGraph graph, Inputs inputs, Outside outside, Function<String, Fate> fates) {
    this.graph = graph;
    this.inputs = inputs;
    this.outside = outside;
    this.client = new ModelClient(server, fates);
    this.compiled = TestGraphs.compileFile(graph.yaml(PLACE));
    this.promises = new Promises(server, PLACE, expectation());
    orphans.addAll(graph.orphans());
    for (int number = 0; number < Outside.COUNT; number++) {
      read(new Step.Read(number, outside.states().get(number)));
    }
    this.controller = process();
  }

  private ModelController process() {
    return new ModelController(server, client, compiled, () -> now);
  }

  private Expectation expectation() {
    return Expectation.of(graph, inputs, outside, PLACE);
  }

  /** Names of all writes that the controller sent. */
  List<String> writes() {
    return client.writes();
  }

  // --- What happens ------------------------------------------------------------------------------

  void create() {
    server.create(PLACE.instance(inputs));
    deliverEverything();
    work();
  }

  void act(Step step) {
    switch (step) {
      case Step.Edit(Inputs next) -> edit(next);
      case Step.Switch(RandomGraph next) -> serve(next);
      case Step.Read read -> read(read);
      case Step.Tell(int object) -> pick(object).ifPresent(it -> set(it, "yes", "data", "told"));
      case Step.Remove(int object) -> pick(object).ifPresent(this::remove);
      case Step.Meddle(int object) -> pick(object).ifPresent(this::meddle);
      case Step.Strip(int object) -> pick(object).ifPresent(this::strip);
      case Step.Hold(int object) ->
          pick(object).ifPresent(it -> set(it, List.of(HOLD), "metadata", "finalizers"));
      case Step.Squat(int object) -> squat(object);
      case Step.Deliver _ -> deliverEverything();
      case Step.Relist _ -> {
        controller.loseThePlace();
        deliverEverything();
      }
      case Step.Restart _ -> restart();
      case Step.Elapse _ -> now = now.plus(Duration.ofMinutes(1));
    }
    promises.expect(expectation());
    work();
  }

  void edit(Inputs next) {
    inputs = next;
    promises.expect(expectation());
    server.set(PLACE.instance(), next.spec(), "spec");
  }

  void serve(RandomGraph next) {
    graph = next;
    orphans.addAll(next.orphans());
    promises.expect(expectation());
    compiled = TestGraphs.compileFile(next.yaml(PLACE));
    controller.serve(compiled);
  }

  private void read(Step.Read step) {
    outside = outside.with(step.number(), step.state());
    ObjectReference reference = Outside.reference(PLACE, step.number());
    if (step.state() == Outside.State.ABSENT) {
      server.delete(reference);
    } else if (server.find(reference).isEmpty()) {
      server.create(outside.object(PLACE, step.number()));
    } else {
      set(reference, String.valueOf(step.state() == Outside.State.ON), "data", "on");
    }
  }

  private void set(ObjectReference reference, Object value, String... path) {
    server.set(reference, value, path);
  }

  private void remove(ObjectReference reference) {
    server.delete(reference);
    promises.tookAway(reference);
  }

  private void meddle(ObjectReference reference) {
    set(reference, "-", "data", "v");
    promises.tookAway(reference);
  }

  private void strip(ObjectReference reference) {
    set(reference, Map.of(), "metadata", "labels");
    promises.tookAway(reference);
  }

  private void squat(int number) {
    List<ObjectReference> free =
        expectation().meant().stream()
            .filter(wanted -> server.find(wanted).isEmpty())
            .sorted()
            .toList();
    if (!free.isEmpty()) {
      ObjectReference name = free.get(number % free.size());
      server.create(
          KubeObject.of(
              Map.of(
                  "apiVersion",
                  name.type().apiVersion(),
                  "kind",
                  name.type().kind(),
                  "metadata",
                  Map.of(
                      "name",
                      name.name(),
                      "namespace",
                      name.namespace(),
                      "annotations",
                      Map.of(FOREIGN, "true"),
                      "ownerReferences",
                      List.of(Map.of("kind", "Other", "name", "o", "controller", true))))));
    }
  }

  private Optional<ObjectReference> pick(int number) {
    List<ObjectReference> there = List.copyOf(owned().keySet());
    return there.isEmpty() ? Optional.empty() : Optional.of(there.get(number % there.size()));
  }

  private void restart() {
    controller = process();
    deliverEverything();
  }

  /** Asks for the deletion of the instance. */
  void delete() {
    server.delete(PLACE.instance());
    work();
  }

  // --- How it goes on ----------------------------------------------------------------------------

  private void deliverEverything() {
    controller.deliver(_ -> true);
    promises.toldEverything();
  }

  /** Lets the controller do what it has to do, as far as it has been told of it. */
  private void work() {
    for (int passes = 0; passes < ROUNDS; passes++) {
      controller.deliver(ModelRun::isNotOwned);
      if (!pass()) {
        return;
      }
    }
    fail("a pass is always due");
  }

  private boolean pass() {
    try {
      boolean passed = controller.pass();
      promises.passed();
      assertThat(promises.broken()).as("broken promises").isEmpty();
      assertNothingIsLeftBehind();
      return passed;
    } catch (RuntimeException e) {
      if (!client.takeCrash()) {
        throw e;
      }
      restart();
      return true;
    }
  }

  /** Managed objects are watched by a label; these watches may be late. */
  private static boolean isNotOwned(WatchTarget target) {
    return !target.labelSelector().startsWith(Marks.OWNED);
  }

  private void assertNothingIsLeftBehind() {
    if (server.find(PLACE.instance()).isEmpty()) {
      assertThat(owned().keySet())
          .as("objects left behind by an instance that is gone")
          .allMatch(object -> orphans.contains(Promises.nodeOf(object)));
    }
  }

  /** Everybody else does their part, until there is nothing left to do for anybody. */
  void settle() {
    for (int round = 0; round < ROUNDS; round++) {
      doTheirPart();
      deliverEverything();
      work();
      if (controller.isIdle()) {
        return;
      }
      now = now.plus(Duration.ofMinutes(3));
    }
    fail("does not come to rest; last asked: %s", client.latest());
  }

  private void doTheirPart() {
    for (KubeObject object : server.objects()) {
      ObjectReference reference = object.reference();
      // Nobody's, and in the way if it is wanted again.
      boolean letGo =
          reference.name().startsWith(Place.INSTANCE + "-")
              && !object.labels().containsKey(Marks.OWNED)
              && !promises.isKnown(object);
      if (object.annotations().containsKey(FOREIGN) || letGo) {
        server.delete(reference);
      }
      if (object.finalizers().contains(HOLD)) {
        set(reference, List.of(), "metadata", "finalizers");
      }
      if (object.labels().containsKey(Marks.OWNED)) {
        set(reference, "yes", "data", "told");
      }
    }
  }

  // --- What must have come of it -----------------------------------------------------------------

  /** The instance's objects. */
  private Map<ObjectReference, KubeObject> owned() {
    Map<ObjectReference, KubeObject> owned = new TreeMap<>();
    server.objects().stream()
        .filter(object -> object.labels().containsKey(Marks.OWNED))
        .forEach(object -> owned.put(object.reference(), object));
    return owned;
  }

  /** What is there is what is wanted. */
  void assertAsExpected() {
    Expectation expected = expectation();
    Map<ObjectReference, KubeObject> owned = owned();
    expected
        .objects()
        .forEach(
            (reference, wanted) -> {
              KubeObject live = owned.get(reference);
              assertThat(live).as("%s", reference).isNotNull();
              assertThat(JsonTree.mapAt(live.tree(), "data"))
                  .as("data of %s", reference)
                  .containsAllEntriesOf(wanted.data());
              wanted
                  .uidOf()
                  .flatMap(server::find)
                  .ifPresent(other -> assertThat(live.at("data", "u")).isEqualTo(other.uid()));
            });
    assertThat(unneeded(expected)).as("objects that nobody wants any more").isEmpty();
    assertThat(ready()).as("condition Ready").isEqualTo(expected.isReady() ? "True" : "False");
  }

  /**
   * Objects that should have gone: not wanted, not in doubt, and nothing that is in doubt is made
   * from them.
   */
  private Set<ObjectReference> unneeded(Expectation expected) {
    Set<ObjectReference> unneeded = new TreeSet<>(owned().keySet());
    unneeded.removeAll(expected.objects().keySet());
    unneeded.removeIf(
        object ->
            expected.doubtfulKinds().contains(object.type())
                || expected.undecided().contains(Promises.nodeOf(object)));
    Set<ObjectReference> standing = new HashSet<>(owned().keySet());
    standing.removeAll(unneeded);
    standing.removeAll(expected.objects().keySet());
    while (unneeded.removeIf(object -> standing.stream().anyMatch(it -> isMadeFrom(it, object)))) {
      standing.addAll(owned().keySet());
      standing.removeAll(unneeded);
      standing.removeAll(expected.objects().keySet());
    }
    unneeded.removeIf(object -> orphans.contains(Promises.nodeOf(object)));
    return unneeded;
  }

  private boolean isMadeFrom(ObjectReference object, ObjectReference other) {
    return promises.needs(Promises.nodeOf(object), Promises.nodeOf(other));
  }

  private String ready() {
    return server
        .find(PLACE.instance())
        .flatMap(
            instance ->
                JsonTree.listAt(instance.tree(), "status", "conditions").stream()
                    .filter(condition -> JsonTree.textAt(condition, "type").equals("Ready"))
                    .map(condition -> JsonTree.textAt(condition, "status"))
                    .findFirst())
        .orElse("");
  }

  /** Neither another pass nor a new process sends anything. */
  void assertQuiet() {
    int before = client.writes().size();
    controller.serve(compiled);
    settle();
    restart();
    settle();
    assertThat(client.writes()).as("writes of a converged system").hasSize(before);
  }

  /** The instance is gone, and with it everything that was its own. */
  void assertGone() {
    assertThat(server.find(PLACE.instance())).as("the instance").isEmpty();
    assertNothingIsLeftBehind();
  }
}
