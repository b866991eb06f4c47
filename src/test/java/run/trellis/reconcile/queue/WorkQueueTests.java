package run.trellis.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkQueueTests {

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private double random = 1.0;
  private WorkQueue<String> queue = queueWithSlots(8);

  private WorkQueue<String> queueWithSlots(int slots) {
    return new WorkQueue<>(
        key -> key.substring(0, 1),
        slots,
        new Backoff(Duration.ofMillis(200), Duration.ofMinutes(2), () -> random),
        () -> now);
  }

  private void pass(Duration time) {
    now = now.plus(time);
  }

  @Test
  void startsAKeyOnceHoweverOftenItWasAdded() {
    queue.add("a1");
    queue.add("a1");

    assertThat(queue.start()).contains("a1");
    assertThat(queue.start()).isEmpty();
  }

  @Test
  void runsOncemoreForAllThatArrivesDuringAPass() {
    queue.add("a1");
    queue.start();
    queue.add("a1");
    queue.add("a1");
    assertThat(queue.start()).as("never two passes for one key").isEmpty();

    queue.finish("a1", PassResult.DONE);

    assertThat(queue.start()).contains("a1");
    queue.finish("a1", PassResult.DONE);
    assertThat(queue.start()).isEmpty();
  }

  @Test
  void triesAFailureAgainWithGrowingDelaysUpToTheCap() {
    queue.add("a1");
    for (long ceiling : new long[] {200, 400, 800, 1_600, 3_200}) {
      failOnce();
      pass(Duration.ofMillis(ceiling - 1));
      assertThat(queue.start()).isEmpty();
      pass(Duration.ofMillis(1));
    }
    for (int failures = 0; failures < 100; failures++) {
      failOnce();
      pass(Duration.ofMinutes(2));
    }
    assertThat(queue.start()).as("never dropped").contains("a1");
  }

  private void failOnce() {
    assertThat(queue.start()).contains("a1");
    queue.finish("a1", PassResult.Failed.plain());
  }

  @Test
  void startsOverWithShortDelaysAfterASuccess() {
    queue.add("a1");
    for (int failures = 0; failures < 6; failures++) {
      failOnce();
      pass(Duration.ofMinutes(2));
    }
    queue.start();
    queue.finish("a1", PassResult.DONE);
    queue.add("a1");

    failOnce();

    assertThat(queue.nextDue()).contains(now.plusMillis(200));
  }

  @Test
  void spreadsDelaysOverTheWholeRange() {
    random = 0.25;
    queue.add("a1");
    failOnce();

    assertThat(queue.nextDue()).contains(now.plusMillis(50));
  }

  @Test
  void triesAFailureAtOnceWhenSomethingChanges() {
    queue.add("a1");
    failOnce();

    queue.add("a1");

    assertThat(queue.start()).contains("a1");
  }

  @Test
  void leavesTheServerAloneForAsLongAsItAsked() {
    queue.add("a1");
    queue.start();
    queue.finish("a1", new PassResult.Failed(Optional.of(Duration.ofSeconds(5))));

    queue.add("a1");
    pass(Duration.ofMillis(4_999));
    assertThat(queue.start()).isEmpty();

    pass(Duration.ofMillis(1));
    assertThat(queue.start()).contains("a1");
  }

  @Test
  void looksAgainAfterTheTimeThatAPassAskedFor() {
    queue.add("a1");
    queue.start();
    queue.finish("a1", new PassResult.Recheck(Duration.ofSeconds(10)));
    queue.addAfter("a1", Duration.ofSeconds(20));

    assertThat(queue.nextDue()).as("the earlier wish wins").contains(now.plusSeconds(10));
  }

  @Test
  void keepsAWishForLaterThatCameDuringAPass() {
    queue.add("a1");
    queue.start();
    queue.addAfter("a1", Duration.ofSeconds(3));
    queue.finish("a1", PassResult.DONE);

    assertThat(queue.nextDue()).contains(now.plusSeconds(3));
  }

  @Test
  void forgetsWhatIsGoneUnlessItWasAddedSince() {
    queue.add("a1");
    queue.start();
    queue.finish("a1", PassResult.GONE);
    assertThat(queue.load()).isEqualTo(new WorkQueue.Load(0, 0, 0, Optional.empty()));

    queue.add("a1");
    queue.start();
    queue.add("a1");
    queue.finish("a1", PassResult.GONE);
    assertThat(queue.start()).contains("a1");
  }

  @Test
  void letsLanesTakeTurns() {
    queue = queueWithSlots(1);
    Stream.of("a1", "a2", "a3", "b1", "b2", "c1").forEach(queue::add);

    assertThat(Stream.generate(this::startAndFinish).limit(6))
        .containsExactly("a1", "b1", "c1", "a2", "b2", "a3");
  }

  private String startAndFinish() {
    String key = queue.start().orElseThrow();
    queue.finish(key, PassResult.DONE);
    return key;
  }

  @Test
  void givesEachWaitingLaneItsShareOfTheSlots() {
    for (int number = 0; number < 20; number++) {
      queue.add("a" + number);
      queue.add("b" + number);
    }

    assertThat(Stream.generate(queue::start).limit(8).map(key -> key.orElseThrow().charAt(0)))
        .satisfies(lanes -> assertThat(lanes.stream().filter(lane -> lane == 'a')).hasSize(4));
    assertThat(queue.start()).isEmpty();
  }

  @Test
  void keepsSlotsFreeOfALaneThatIsAlone() {
    for (int number = 0; number < 20; number++) {
      queue.add("a" + number);
    }
    while (queue.start().isPresent()) {
      // Slow passes: none of them finishes.
    }
    assertThat(queue.load().running()).isEqualTo(6);

    queue.add("b1");

    assertThat(queue.start()).contains("b1");
  }
}
