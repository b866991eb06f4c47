package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import run.trellis.api.GroupVersionKind;
import run.trellis.api.ObjectReference;

class ContestsTests {

  private static final ObjectReference OBJECT =
      new ObjectReference(GroupVersionKind.of("v1", "ConfigMap"), "n", "x");

  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Contests contests = new Contests();

  @Test
  void isContestedAfterThreeRepairsWithinAMinute() {
    contests.noteRepair(OBJECT, now);
    contests.noteRepair(OBJECT, now.plusSeconds(20));
    assertThat(contests.truce(OBJECT, now.plusSeconds(20))).isEmpty();

    contests.noteRepair(OBJECT, now.plusSeconds(40));

    assertThat(contests.truce(OBJECT, now.plusSeconds(40))).contains(Duration.ofSeconds(20));
    assertThat(contests.truce(OBJECT, now.plusSeconds(60))).isEmpty();
  }
}
