package run.trellis.api.kro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import run.trellis.api.AuthoredConditions;
import run.trellis.api.AuthoredConditions.Entry;
import run.trellis.api.Condition.Status;
import run.trellis.api.InstanceFacts;
import run.trellis.api.KubeObject;
import run.trellis.api.Stated;

/** Conditions of the author's own, as an instance shows them. */
class KroConditionsTests {

  private static final KroInstanceWords WORDS = new KroInstanceWords();
  private static final KubeObject NEW = instance();

  /** An instance of generation 7 that has conditions, told of generation 3. */
  private static KubeObject instance(Stated... conditions) {
    List<Map<String, Object>> told =
        Stream.of(conditions)
            .map(
                condition ->
                    Map.<String, Object>of(
                        "type", condition.type(),
                        "status", condition.status().value(),
                        "reason", condition.reason(),
                        "observedGeneration", 3L,
                        "lastTransitionTime", "2026-01-01T00:00:00Z"))
            .toList();
    Map<String, Object> tree = new HashMap<>();
    tree.put("metadata", Map.of("name", "t", "generation", 7L));
    tree.put("status", Map.of("conditions", told));
    return KubeObject.of(tree);
  }

  private static Stated before(String type, Status status) {
    return new Stated(type, status, "Before", "");
  }

  private static Entry given(String type, String status) {
    return new Entry.Given(condition(type, status));
  }

  private static Map<String, Object> condition(String type, String status) {
    return Map.of("type", type, "status", status, "reason", "Now", "message", "");
  }

  private static InstanceFacts facts(Entry... entries) {
    return new InstanceFacts(
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        Map.of(),
        new AuthoredConditions(List.of(entries)));
  }

  private static List<String> told(KubeObject instance, Entry... entries) {
    return WORDS.conditions(facts(entries), instance).stream()
        .map(it -> it.type() + "=" + it.status().value() + "/" + it.reason())
        .toList();
  }

  private static String state(Entry... entries) {
    return String.valueOf(WORDS.fields(facts(entries), NEW).get("state"));
  }

  @Test
  void takeThePlaceOfTheBuiltInOnes() {
    Entry several =
        new Entry.Given(List.of(condition("Warm", "False"), condition("Calm", "Unknown")));
    assertThat(told(NEW, given("Healthy", "True"), several))
        .containsExactly("Healthy=True/Now", "Warm=False/Now", "Calm=Unknown/Now");
    assertThat(state(given("Healthy", "True"), several)).isEqualTo("ACTIVE");
  }

  @Test
  void twoOfOneTypeAreBothDropped() {
    Entry[] entries = {given("Healthy", "True"), given("Warm", "True"), given("Healthy", "True")};
    assertThat(told(instance(before("Healthy", Status.TRUE)), entries))
        .containsExactly("Warm=True/Now");
    assertThat(state(entries)).isEqualTo("ERROR");
  }

  @Test
  void whatWaitsKeepsThePlaceAndTheConditionBefore() {
    Entry waiting = new Entry.Waiting(Set.of("Healthy"), false);
    assertThat(
            told(
                instance(before("Healthy", Status.FALSE), before("Old", Status.TRUE)),
                waiting,
                given("Warm", "True")))
        .containsExactly("Healthy=False/Before", "Warm=True/Now");
    assertThat(told(NEW, waiting, given("Warm", "True"))).containsExactly("Warm=True/Now");
    assertThat(state(waiting)).isEqualTo("ACTIVE");
  }

  @Test
  void whatIsKeptIsStillOfTheGenerationThatItWasToldOf() {
    assertThat(
            WORDS.conditions(
                facts(new Entry.Waiting(Set.of("Healthy"), false)),
                instance(before("Healthy", Status.FALSE))))
        .extracting(Stated::generation)
        .allSatisfy(generation -> assertThat(generation).hasValue(3));
  }

  @Test
  void whatMayGiveAnyKeepsAllButTheEnginesAndThoseGiven() {
    KubeObject before =
        instance(
            before("Ready", Status.FALSE),
            before("InstanceManaged", Status.TRUE),
            before("A", Status.TRUE),
            before("B", Status.TRUE));
    assertThat(told(before, given("A", "False"), new Entry.Waiting(Set.of(), true)))
        .containsExactly("A=False/Now", "B=True/Before");
    assertThat(told(before, new Entry.Waiting(Set.of("Ready"), false)))
        .containsExactly("Ready=False/Before");
  }

  @Test
  void twoThatWaitForOneTypeKeepItOnce() {
    Entry any = new Entry.Waiting(Set.of(), true);
    assertThat(told(instance(before("A", Status.TRUE)), any, any)).containsExactly("A=True/Before");
    assertThat(state(any, any)).isEqualTo("ACTIVE");
  }

  @Test
  void whatFailsIsLeftOutAndAnError() {
    Entry failed = new Entry.Failed("1 / 0 divides by zero");
    assertThat(told(instance(before("Healthy", Status.TRUE)), failed, given("Warm", "True")))
        .containsExactly("Warm=True/Now");
    assertThat(state(failed)).isEqualTo("ERROR");
  }

  @Test
  void withoutTheBlockTheBuiltInOnesAreBack() {
    assertThat(told(instance(before("Healthy", Status.TRUE))))
        .containsExactly(
            "InstanceManaged=True/Managed",
            "GraphResolved=True/Resolved",
            "ResourcesReady=True/AllResourcesReady",
            "Ready=True/Ready");
  }

  @Test
  void anExpressionMayGiveNothing() {
    assertThat(told(NEW, new Entry.Given(null), given("Warm", "True")))
        .containsExactly("Warm=True/Now");
    assertThat(state(new Entry.Given(null), given("Warm", "True"))).isEqualTo("ACTIVE");
  }
}
