package run.trellis.cluster;

import io.kubernetes.client.extended.controller.reconciler.Reconciler;
import io.kubernetes.client.extended.controller.reconciler.Request;
import io.kubernetes.client.extended.controller.reconciler.Result;
import io.kubernetes.client.spring.extended.controller.annotation.KubernetesReconciler;
import io.kubernetes.client.spring.extended.controller.annotation.KubernetesReconcilerWatch;
import io.kubernetes.client.spring.extended.controller.annotation.KubernetesReconcilerWatches;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears of graphs through the client library's controller. It only passes their names on: the work
 * has queues of its own, fair to all graphs, and must not hold this one's single worker.
 */
@SuppressWarnings("deprecation") // the annotations have no successor
@KubernetesReconciler(
    value = "graphs",
    watches =
        @KubernetesReconcilerWatches({
          @KubernetesReconcilerWatch(apiTypeClass = GraphResource.class)
        }),
    workerCount = 1)
class GraphTrigger implements Reconciler {

  private static final Logger log = LoggerFactory.getLogger(GraphTrigger.class);

  private volatile Consumer<String> listener = name -> {};

  void onChange(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  public Result reconcile(Request request) {
    try {
      listener.accept(request.getName());
    } catch (RuntimeException e) {
      log.atError()
          .setCause(e)
          .addKeyValue("graph", request.getName())
          .log("The listener of graphs failed; the graph is passed on again");
      return new Result(true);
    }
    return new Result(false);
  }
}
