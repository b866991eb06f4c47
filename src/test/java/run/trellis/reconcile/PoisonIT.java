package run.trellis.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static run.trellis.reconcile.Scenario.configMap;
import static run.trellis.reconcile.Scenario.ready;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import run.trellis.testing.Fault;
import run.trellis.testing.FaultProxy;
import run.trellis.testing.Kubectl;

/**
 * A graph that compiles and none of whose instances can be applied, beside one with nothing wrong.
 * There are few passes at a time and the server is slow to refuse, so that the failing instances
 * fill every slot that they can get.
 */
class PoisonIT extends LiveController {

  private static final int POISONED = 100;
  private static final int EDITS = 5;
  private static final Duration SLOW = Duration.ofMillis(300);

  @Override
  String[] settings() {
    return new String[] {"trellis.reconcile.passes=4"};
  }

  @Test
  void costsOthersNothing() {
    scenario.applyWhole(
        scenario.graph() + "-healthy",
        """
        schema: {apiVersion: v1, group: GROUP, kind: Healthy, spec: {value: string | required=true}}
        resources:
        """
            + configMap("only", "${schema.metadata.name}", "${schema.spec.value}"));
    Kubectl.Resources healthy =
        scenario.sandbox().resources(scenario.sandbox().group() + "/v1", "Healthy").whenServed();
    edit(healthy, "first");
    List<Duration> alone = edits(healthy, "alone");

    scenario.serve(
        "spec: {}",
        configMap("named", "a b ${schema.metadata.name}", "x")
            + configMap("beside", "${schema.metadata.name}-beside", "x"));
    try (FaultProxy.Rule slow =
        proxy.on(request -> request.name().startsWith("a b ")).does(new Fault.Delay(SLOW))) {
      IntStream.range(0, POISONED).forEach(number -> scenario.apply("t" + number, "{}"));
      await("refused, and refused again").until(() -> slow.hits() > POISONED);

      List<Duration> beside = edits(healthy, "beside");

      assertThat(median(beside))
          .as("latencies beside the poison: %s; alone: %s", beside, alone)
          .isLessThan(median(alone).multipliedBy(5).plusSeconds(1));
    }
    for (int number = 0; number < POISONED; number++) {
      var thing = scenario.awaitReason("t" + number, "ApplyInvalid");
      assertThat(ready(thing, "message")).contains("a b t" + number).contains("metadata.name");
    }
    assertThat(scenario.configMaps().list("trellis.run/node=beside"))
        .as("the other nodes of the same instances")
        .hasSize(POISONED);
    healthy.delete("h");
    healthy.awaitAbsence("h");
  }

  /** How long each of several edits takes until it is there, in order of length. */
  private List<Duration> edits(Kubectl.Resources healthy, String what) {
    return IntStream.range(0, EDITS)
        .mapToObj(number -> edit(healthy, what + number))
        .sorted()
        .toList();
  }

  private Duration edit(Kubectl.Resources healthy, String value) {
    long begin = System.nanoTime();
    healthy.apply(Map.of("metadata", Map.of("name", "h"), "spec", Map.of("value", value)));
    await().pollInterval(Duration.ofMillis(10)).until(() -> scenario.value("h").equals(value));
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static Duration median(List<Duration> sorted) {
    return sorted.get(sorted.size() / 2);
  }
}
