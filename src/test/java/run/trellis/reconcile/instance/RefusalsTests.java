package run.trellis.reconcile.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.resolve.DesiredObject;
import run.trellis.resolve.Snapshot.Refusal;

class RefusalsTests {

  private static final KubeObject MANIFEST =
      KubeObject.of(
          Map.of("apiVersion", "v1", "kind", "ConfigMap", "metadata", Map.of("name", "x")));
  private static final ObjectReference OBJECT = MANIFEST.reference();

  private final Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Refusals refusals =
      new Refusals(new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4), () -> 1.0));

  private static DesiredObject wanted(String digest) {
    return new DesiredObject(MANIFEST, digest, Optional.empty(), false);
  }

  private void refuse(String digest, Optional<Duration> retryAfter) {
    refuse(digest, retryAfter, "theirs");
  }

  private void refuse(String digest, Optional<Duration> retryAfter, String blocker) {
    refusals.note(OBJECT, new Refusal(digest, Reason.APPLY_DENIED, "no"), retryAfter, blocker, now);
  }

  private boolean holds(String digest, Instant at) {
    return refusals.holds(wanted(digest), (_, _) -> Optional.empty(), at);
  }

  private boolean holdsWith(Optional<String> blocker) {
    return refusals.holds(wanted("a"), (_, _) -> blocker, now);
  }

  @Test
  void holdsTheSameContentForLongerEachTime() {
    refuse("a", Optional.empty());
    assertThat(refusals.nextRetry(now)).contains(Duration.ofSeconds(1));
    refuse("a", Optional.empty());
    refuse("a", Optional.empty());
    refuse("a", Optional.empty());

    assertThat(refusals.nextRetry(now)).contains(Duration.ofSeconds(4));
    assertThat(holds("a", now.plusSeconds(3))).isTrue();
    assertThat(holds("a", now.plusSeconds(4))).isFalse();
  }

  @Test
  void letsOtherContentPassAtOnce() {
    refuse("a", Optional.empty());

    assertThat(holds("b", now)).isFalse();
  }

  @Test
  void waitsAsLongAsTheServerAsked() {
    refuse("a", Optional.of(Duration.ofSeconds(30)));

    assertThat(holds("a", now.plusSeconds(30))).isTrue();
  }

  @Test
  void holdsNothingBackOnceWhatStoodInTheWayHasChanged() {
    refuse("a", Optional.empty(), "theirs");

    assertThat(holdsWith(Optional.of("theirs"))).isTrue();
    assertThat(holdsWith(Optional.empty())).as("not known now").isTrue();
    assertThat(holdsWith(Optional.of("absent"))).isFalse();
  }

  @Test
  void triesAtOnceWhatSomebodyAskedFor() {
    refuse("a", Optional.of(Duration.ofHours(1)));
    refusals.retryAll(now);

    assertThat(holds("a", now)).isFalse();
  }

  @Test
  void forgetsWhatSucceeded() {
    refuse("a", Optional.empty());
    refusals.forget(OBJECT);

    assertThat(refusals.current()).isEmpty();
    assertThat(refusals.nextRetry(now)).isEmpty();
  }
}
