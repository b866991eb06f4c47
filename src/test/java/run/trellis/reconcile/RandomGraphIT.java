package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.sessions.JqwikSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Marks;
import run.trellis.api.ObjectReference;
import run.trellis.randomgraph.Expectation;
import run.trellis.randomgraph.Inputs;
import run.trellis.randomgraph.Outside;
import run.trellis.randomgraph.Place;
import run.trellis.randomgraph.RandomGraph;
import run.trellis.randomgraph.RandomGraphs;
import run.trellis.testing.Kubectl;

/**
 * Some of the random graphs that live in a model of a cluster, on a real API server: each is an
 * edit of the one before it, and has to come to what its author wants.
 */
class RandomGraphIT extends LiveController {

  /** How many come after each other; others are drawn in place of those that decide nothing. */
  private static final int GRAPHS = 4;

  private static final int SIZE = 1_000;

  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Random random = new Random(seed);
  private final Outside outside =
      new Outside(List.of(Outside.State.ON, Outside.State.OFF, Outside.State.ON));
  private Place place;

  @BeforeEach
  void prepare() {
    place = new Place(scenario.graph(), scenario.sandbox().group(), scenario.sandbox().namespace());
    scenario.sandbox().kubectl().apply(widgets());
    widgetsOfThePlace().whenServed();
    for (int number = 0; number < Outside.COUNT; number++) {
      scenario.sandbox().kubectl().apply(outside.object(place, number).tree());
    }
  }

  private String widgets() {
    return """
    apiVersion: apiextensions.k8s.io/v1
    kind: CustomResourceDefinition
    metadata:
      name: widgets.GROUP
    spec:
      group: GROUP
      scope: Namespaced
      names: {kind: Widget, plural: widgets}
      versions:
      - name: v1
        served: true
        storage: true
        schema:
          openAPIV3Schema:
            type: object
            properties:
              data: {type: object, additionalProperties: {type: string}}
    """
        .replace("GROUP", place.group());
  }

  @Test
  void comesToWhatIsWantedOneGraphAfterTheOther() {
    JqwikSession.run(
        () -> {
          int lived = 0;
          while (lived < GRAPHS) {
            RandomGraph graph = draw(RandomGraphs.graphs());
            Inputs inputs = draw(RandomGraphs.inputs());
            if (isDecided(graph, inputs)) {
              live(graph, inputs);
              lived++;
            }
          }
        });
    scenario.things().delete(Place.INSTANCE);
    scenario.things().awaitAbsence(Place.INSTANCE);
    assertThat(owned()).as("left behind; seed %s", seed).isEmpty();
  }

  private <T> T draw(Arbitrary<T> arbitrary) {
    return arbitrary.generator(SIZE).next(random).value();
  }

  /** Objects that stay in doubt, or outlive the instance, are a matter for the model. */
  private boolean isDecided(RandomGraph graph, Inputs inputs) {
    return graph.orphans().isEmpty()
        && Expectation.of(graph, inputs, outside, place).undecided().isEmpty();
  }

  private void live(RandomGraph graph, Inputs inputs) {
    scenario.sandbox().kubectl().apply(graph.yaml(place));
    scenario
        .graphs()
        .await(place.graph(), "serving the newest definition", RandomGraphIT::isServedAsWritten);
    scenario.things().apply(place.instance(inputs).tree());
    Expectation expected = Expectation.of(graph, inputs, outside, place);
    await("seed " + seed + graph + inputs)
        .atMost(Kubectl.PATIENCE)
        .untilAsserted(
            () -> {
              tell();
              assertThat(said()).isEqualTo(wanted(expected));
              assertThat(Scenario.ready(scenario.things().get(Place.INSTANCE), "status"))
                  .isEqualTo(expected.isReady() ? "True" : "False");
            });
  }

  private static boolean isServedAsWritten(Map<String, @Nullable Object> graph) {
    return JsonTree.listAt(graph, "status", "conditions").stream()
        .filter(condition -> JsonTree.textAt(condition, "type").equals("Ready"))
        .filter(condition -> JsonTree.textAt(condition, "status").equals("True"))
        .anyMatch(
            condition ->
                Objects.equals(
                    JsonTree.at(condition, "observedGeneration"),
                    JsonTree.at(graph, "metadata", "generation")));
  }

  /** Somebody else does their part: writes into objects what makes some of them ready. */
  private void tell() {
    for (KubeObject object : owned()) {
      if (object.at("data", "told") == null) {
        scenario
            .sandbox()
            .resources(object.type().apiVersion(), object.type().kind())
            .patch(object.name(), Map.of("data", Map.of("told", "yes")));
      }
    }
  }

  private List<KubeObject> owned() {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    objects.addAll(scenario.configMaps().list(Marks.OWNED + "=true"));
    objects.addAll(widgetsOfThePlace().list(Marks.OWNED + "=true"));
    return objects.stream().map(KubeObject::of).toList();
  }

  private Kubectl.Resources widgetsOfThePlace() {
    return scenario.sandbox().resources(place.group() + "/v1", "Widget");
  }

  /** What each object says of the values that flowed into it. */
  private Map<ObjectReference, @Nullable Object> said() {
    Map<ObjectReference, @Nullable Object> said = new HashMap<>();
    owned().forEach(object -> said.put(object.reference(), object.at("data", "v")));
    return said;
  }

  private static Map<ObjectReference, @Nullable Object> wanted(Expectation expected) {
    Map<ObjectReference, @Nullable Object> wanted = new HashMap<>();
    expected.objects().forEach((object, what) -> wanted.put(object, what.data().get("v")));
    return wanted;
  }
}
