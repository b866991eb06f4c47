package run.trellis.reconcile.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is added, started, failed and finished in whatever order. */
class WorkQueuePropertyTests {

  private static final int LANES = 4;

  private Instant now = Instant.EPOCH;

  private WorkQueue<Integer> queue(int slots) {
    return new WorkQueue<>(
        key -> "lane" + key % LANES,
        slots,
        new Backoff(Duration.ofMillis(200), Duration.ofMinutes(2), () -> 0.5),
        () -> now);
  }

  @Property
  void losesNothingAndRunsNothingTwiceAtATime(
      @ForAll @Size(max = 200) List<@IntRange(max = 59) Integer> moves,
      @ForAll @IntRange(min = 1, max = 6) int slots) {
    WorkQueue<Integer> queue = queue(slots);
    Set<Integer> owed = new HashSet<>();
    List<Integer> running = new ArrayList<>();
    for (int move : moves) {
      int key = move % 10;
      switch (move / 10) {
        case 0, 1 -> {
          queue.add(key);
          owed.add(key);
        }
        case 2 -> queue.start().ifPresent(started -> begin(started, running, owed));
        case 3 -> finish(queue, running, PassResult.DONE, owed);
        case 4 -> finish(queue, running, PassResult.Failed.plain(), owed);
        default -> now = now.plusMillis(move * 10L);
      }
      assertThat(running).hasSizeLessThanOrEqualTo(slots);
    }
    drain(queue, running, owed);
    assertThat(owed).as("keys added and not started since").isEmpty();
    assertThat(queue.load()).isEqualTo(new WorkQueue.Load(0, 0, 0, Optional.empty()));
  }

  private static void begin(int key, List<Integer> running, Set<Integer> owed) {
    assertThat(running).as("passes under way when %s starts", key).doesNotContain(key);
    running.add(key);
    owed.remove(key);
  }

  private static void finish(
      WorkQueue<Integer> queue, List<Integer> running, PassResult result, Set<Integer> owed) {
    if (!running.isEmpty()) {
      int key = running.removeFirst();
      queue.finish(key, result);
      if (result instanceof PassResult.Failed) {
        owed.add(key);
      }
    }
  }

  private void drain(WorkQueue<Integer> queue, List<Integer> running, Set<Integer> owed) {
    do {
      now = now.plusSeconds(300);
      queue.start().ifPresent(started -> begin(started, running, owed));
      finish(queue, running, PassResult.DONE, owed);
    } while (!running.isEmpty() || !queue.load().equals(idle()));
  }

  private static WorkQueue.Load idle() {
    return new WorkQueue.Load(0, 0, 0, Optional.empty());
  }

  @Property
  void letsNoLaneWaitLongerThanOneTurnOfTheOthers(
      @ForAll @Size(min = 20, max = 200) List<@IntRange(max = 39) Integer> keys,
      @ForAll @IntRange(min = 1, max = 3) int slots) {
    WorkQueue<Integer> queue = queue(slots);
    keys.forEach(queue::add);
    Map<Integer, Integer> left = new HashMap<>();
    keys.stream().distinct().forEach(key -> left.merge(key % LANES, 1, Integer::sum));
    Map<Integer, Integer> passedOver = new HashMap<>();
    for (Optional<Integer> next = queue.start(); next.isPresent(); next = queue.start()) {
      int lane = next.get() % LANES;
      queue.finish(next.get(), PassResult.DONE);
      left.merge(lane, -1, (count, step) -> count + step == 0 ? null : count + step);
      left.keySet().forEach(other -> passedOver.merge(other, 1, Integer::sum));
      passedOver.put(lane, 0);
      assertThat(passedOver.values()).allMatch(turns -> turns < LANES);
    }
    assertThat(left).isEmpty();
  }
}
