package run.trellis.bench;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Does something with every element of a list, with a fixed number of them under way at a time. */
record InFlight(int limit) {

  /** What is done with an element. */
  @FunctionalInterface
  interface Action<T> {
    void on(T element);
  }

  /** Returns when all is done; fails with the first failure. */
  <T> void each(List<T> elements, Action<T> action) {
    try (var workers = Executors.newFixedThreadPool(limit, Thread.ofVirtual().factory())) {
      var tasks = elements.stream().map(element -> task(element, action)).toList();
      for (var result : workers.invokeAll(tasks)) {
        result.get();
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static <T> Callable<Boolean> task(T element, Action<T> action) {
    return () -> {
      action.on(element);
      return true;
    };
  }
}
