package run.trellis.diagnose;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import run.trellis.api.Reason;
import run.trellis.resolve.NodeOutcome;
import run.trellis.resolve.NodeOutcome.Readiness;

class RootCauseTests {

  private final SequencedMap<String, NodeOutcome> outcomes = new LinkedHashMap<>();

  private void waits(String node, String... on) {
    outcomes.put(
        node,
        new NodeOutcome.Waiting(
            Reason.DEPENDENCY_NOT_READY,
            "waits for " + String.join(", ", on),
            List.of(on),
            List.of()));
  }

  private void missing(String node) {
    outcomes.put(
        node,
        new NodeOutcome.Observed(
            List.of(),
            new Readiness.NotReady(
                Reason.REFERENCE_MISSING, "ConfigMap platform in config does not exist")));
  }

  private void fails(String node) {
    outcomes.put(
        node, new NodeOutcome.Failed(Reason.EXPRESSION_FAILED, "division by zero", List.of()));
  }

  private void ready(String node) {
    outcomes.put(node, new NodeOutcome.Observed(List.of(), Readiness.READY));
  }

  @Test
  void isNoneWhereAllIsReadyOrLeftOut() {
    ready("a");
    outcomes.put("b", new NodeOutcome.Skipped("left out"));

    assertThat(RootCause.of(outcomes)).isEmpty();
  }

  @Test
  void followsTheWaitingDownToTheNodeThatAllWaitFor() {
    missing("platform");
    waits("issuer", "platform");
    waits("certificate", "issuer");

    assertThat(RootCause.of(outcomes))
        .hasValueSatisfying(
            cause -> {
              assertThat(cause.node()).isEqualTo("platform");
              assertThat(cause.reason()).isEqualTo(Reason.REFERENCE_MISSING);
              assertThat(cause.stalled()).isFalse();
              assertThat(cause.message())
                  .isEqualTo(
                      "certificate waits for issuer; issuer waits for platform; platform:"
                          + " ReferenceMissing ConfigMap platform in config does not exist");
            });
  }

  @Test
  void namesWhatFailedBeforeWhatOnlyWaits() {
    missing("platform");
    fails("sum");

    assertThat(RootCause.of(outcomes))
        .hasValueSatisfying(
            cause -> {
              assertThat(cause.message()).isEqualTo("sum: ExpressionFailed division by zero");
              assertThat(cause.stalled()).isTrue();
            });
  }

  @Test
  void prefersTheFailureAmongWhatANodeWaitsFor() {
    missing("platform");
    fails("sum");
    waits("both", "platform", "sum");

    assertThat(RootCause.of(outcomes).map(RootCause::message))
        .contains("both waits for sum; sum: ExpressionFailed division by zero");
  }

  @Test
  void tellsOnlyTheEndOfALongChain() {
    missing("n0");
    for (int node = 1; node < 8; node++) {
      waits("n" + node, "n" + (node - 1));
    }

    assertThat(RootCause.of(outcomes).orElseThrow().message())
        .startsWith("n3 waits for n2; n2 waits for n1; n1 waits for n0; n0: ReferenceMissing");
  }

  @Test
  void doesNotRunInCircles() {
    waits("a", "b");
    waits("b", "a");

    assertThat(RootCause.of(outcomes)).isPresent();
  }
}
