package run.trellis.reconcile.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** Requests side by side, on virtual threads, bounded, answers in the order of the questions. */
final class InParallel {

  /** Enough to hide the latency of the server, few enough that one instance does not flood it. */
  private static final int WIDTH = 16;

  private InParallel() {}

  static <T, R> List<R> map(List<T> items, Function<T, R> request) {
    if (items.size() == 1) {
      return List.of(request.apply(items.getFirst()));
    }
    Semaphore width = new Semaphore(WIDTH);
    List<Future<R>> answers = new ArrayList<>(items.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (T item : items) {
        answers.add(threads.submit(() -> bounded(width, request, item)));
      }
    }
    return answers.stream().map(InParallel::answer).toList();
  }

  /** What one of them broke off with must not be lost: it says what to mend. */
  private static <R> R answer(Future<R> future) {
    if (future.state() == Future.State.FAILED) {
      throw new IllegalStateException("a request broke off", future.exceptionNow());
    }
    return future.resultNow();
  }

  private static <T, R> R bounded(Semaphore width, Function<T, R> request, T item) {
    width.acquireUninterruptibly();
    try {
      return request.apply(item);
    } finally {
      width.release();
    }
  }
}
