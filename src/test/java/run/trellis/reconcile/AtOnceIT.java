package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.util.Map;
import org.junit.jupiter.api.Test;
import run.trellis.testing.Fault;

/**
 * What was refused is tried again at once when what stood in its way is gone: pauses after failures
 * are so long here that nothing else can be the cause.
 */
class AtOnceIT extends LiveController {

  private static final String NAMED = "spec: {name: string | required=true}";

  @Override
  String[] settings() {
    return new String[] {"trellis.reconcile.backoff-min=10h", "trellis.reconcile.backoff-max=10h"};
  }

  @Test
  void whenANamespaceComes() {
    scenario.serve(
        NAMED,
        configMap("there", "there", "x")
            .replace("name: there", "name: there\n      namespace: ${schema.spec.name}"));
    String namespace = scenario.sandbox().namespace() + "-later";
    var namespaces = scenario.sandbox().kubectl().resources("v1", "Namespace");
    scenario.apply("t", "name: " + namespace);
    var thing = scenario.awaitReason("t", "NamespaceMissing");
    assertThat(ready(thing, "message")).contains(namespace);

    namespaces.create(Map.of("metadata", Map.of("name", namespace)));

    scenario.awaitReady("t");
    scenario.things().delete("t");
    scenario.things().awaitAbsence("t");
    namespaces.delete(namespace);
  }

  @Test
  void whenANameBecomesFree() {
    scenario.serve(NAMED, configMap("only", "${schema.spec.name}", "ours"));
    scenario
        .configMaps()
        .create(Map.of("metadata", Map.of("name", "taken"), "data", Map.of("value", "theirs")));
    scenario.apply("one", "name: taken");
    scenario.awaitReason("one", "AlreadyExists");
    scenario.apply("two", "name: taken");
    scenario.awaitReason("two", "AlreadyExists");

    scenario.configMaps().delete("taken");

    var free = scenario.configMaps().await("taken", "ours", it -> it.toString().contains("ours"));
    String first = free.toString().contains("/one") ? "one" : "two";
    scenario.awaitReady(first);
    String second = first.equals("one") ? "two" : "one";
    scenario.awaitReason(second, "OwnedByAnother");
    scenario.things().delete(first);
    scenario.awaitReady(second);
  }

  @Test
  void inAHandfulOfRequests() {
    scenario.serve(NAMED, configMap("only", "${schema.spec.name}", "ours"));
    scenario.configMaps().create(Map.of("metadata", Map.of("name", "taken")));
    scenario.forget();

    scenario.apply("t", "name: taken");

    scenario.awaitReason("t", "AlreadyExists");
    assertThat(scenario.writes())
        .containsExactly(
            "patch things t",
            "patch things/status t",
            "patch configmaps taken",
            "patch things/status t");
    assertThat(scenario.reads()).as("a look at what has the name").isEqualTo(1);
    scenario.forget();

    scenario.configMaps().delete("taken");

    scenario.awaitReady("t");
    assertThat(scenario.writes())
        .containsExactly("patch configmaps taken", "patch things/status t");
    assertThat(scenario.reads()).isZero();
  }

  @Test
  void whenSomebodyLetsGoOfAnObject() {
    scenario.serve(
        NAMED,
        configMap("only", "${schema.spec.name}", "x")
            + "  lifecycle: {deletion: Orphan, adoption: IfUnowned}\n");
    scenario.apply("one", "name: handed-over");
    scenario.awaitReady("one");
    scenario.apply("two", "name: handed-over");
    scenario.awaitReason("two", "OwnedByAnother");

    scenario.things().delete("one");

    scenario.awaitReady("two");
  }

  @Test
  void whenSomebodyAsksForIt() {
    scenario.serve(NAMED, configMap("only", "${schema.spec.name}", "x"));
    String namespace = scenario.sandbox().namespace();
    try (var rule =
        proxy
            .on(request -> request.isOf("configmaps") && request.namespace().equals(namespace))
            .does(Fault.answer(503))) {
      scenario.apply("t", "name: only");
      scenario.awaitReason("t", "ApplyUnavailable");
      assertThat(rule.hits()).isPositive();
    }

    scenario
        .things()
        .patch(
            "t",
            Map.of("metadata", Map.of("annotations", Map.of("trellis.run/reconcile-at", "now"))));

    scenario.awaitReady("t");
  }
}
