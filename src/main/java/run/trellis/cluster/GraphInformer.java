package run.trellis.cluster;

import io.kubernetes.client.informer.ResourceEventHandler;
import io.kubernetes.client.informer.SharedIndexInformer;
import io.kubernetes.client.informer.TransformFunc;
import io.kubernetes.client.informer.cache.Indexer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.api.Reason;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.graph.FieldMask;

/**
 * The client library's idea of a watch, fed by ours: its own lists everything anew after each
 * error, keeps what a restored server no longer has, and does not notice a frozen one.
 */
final class GraphInformer implements SharedIndexInformer<GraphResource> {

  private static final Logger log = LoggerFactory.getLogger(GraphInformer.class);

  private final WatchRegistry watches;
  private final List<ResourceEventHandler<GraphResource>> handlers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Subscription subscription;

  GraphInformer(WatchRegistry watches) {
    this.watches = watches;
  }

  @Override
  public synchronized void run() {
    if (subscription == null) {
      subscription =
          watches.subscribe(WatchTarget.all(GraphResource.TYPE), FieldMask.EVERYTHING, this::pass);
    }
  }

  @Override
  public synchronized void stop() {
    Subscription held = subscription;
    if (held != null) {
      held.close();
      subscription = null;
    }
  }

  private void pass(Change change) {
    switch (change) {
      case Change.Upserted(KubeObject object) -> {
        GraphResource graph = new GraphResource(object);
        handlers.forEach(handler -> handler.onUpdate(graph, graph));
      }
      case Change.Deleted(KubeObject object) ->
          handlers.forEach(handler -> handler.onDelete(new GraphResource(object), false));
      case Change.Synced() ->
          log.atInfo().addKeyValue("graphs", list().size()).log("Watching resource graphs");
      case Change.Unavailable(Reason reason, String message) when reason == Reason.KIND_MISSING ->
          log.warn(
              "No ResourceGraph can be served yet: its custom resource definition is not"
                  + " installed. Install the definitions of trellis.run; nothing needs a restart");
      case Change.Unavailable unavailable -> {
        // The watch has said it.
      }
    }
  }

  boolean isFresh() {
    Subscription held = subscription;
    return held != null && held.cache().isFresh();
  }

  List<KubeObject> list() {
    Subscription held = subscription;
    return held == null ? List.of() : List.copyOf(held.cache().list());
  }

  Optional<KubeObject> get(String name) {
    Subscription held = subscription;
    return held == null
        ? Optional.empty()
        : held.cache().get(new ObjectReference(GraphResource.TYPE, "", name));
  }

  KubeObject recordWrite(KubeObject answer) {
    Subscription held = subscription;
    return held == null ? answer : held.cache().recordWrite(answer);
  }

  @Override
  public boolean hasSynced() {
    Subscription held = subscription;
    return held != null && held.cache().isSynced();
  }

  @Override
  public void addEventHandler(ResourceEventHandler<GraphResource> handler) {
    handlers.add(handler);
  }

  /** Without the repetitions: they would make up for events that our watch does not lose. */
  @Override
  public void addEventHandlerWithResyncPeriod(
      ResourceEventHandler<GraphResource> handler, long resyncPeriodMillis) {
    addEventHandler(handler);
  }

  @Override
  public String lastSyncResourceVersion() {
    return "";
  }

  @Override
  public void setTransform(TransformFunc transform) {
    throw new UnsupportedOperationException("graphs are kept as they are");
  }

  @Override
  public void addIndexers(Map<String, Function<GraphResource, List<String>>> indexers) {
    throw new UnsupportedOperationException("graphs are read from the GraphFeed");
  }

  @Override
  public Indexer<GraphResource> getIndexer() {
    throw new UnsupportedOperationException("graphs are read from the GraphFeed");
  }
}
