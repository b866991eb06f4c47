package run.trellis.testing;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

/** Lets all through while it is open, and keeps them waiting while it is shut. */
final class Gate {

  private final AtomicReference<CountDownLatch> latch =
      new AtomicReference<>(new CountDownLatch(0));

  void shut() {
    latch.updateAndGet(current -> current.getCount() == 0 ? new CountDownLatch(1) : current);
  }

  void open() {
    latch.get().countDown();
  }

  void pass() throws InterruptedException {
    latch.get().await();
  }
}
