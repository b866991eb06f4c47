package run.trellis.cluster;

import io.kubernetes.client.extended.controller.Controller;
import io.kubernetes.client.informer.SharedInformerFactory;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import run.trellis.api.Dialect;
import run.trellis.api.KubeObject;
import run.trellis.api.trellis.TrellisDialect;

/** Runs the client library's controller of graphs and reads graphs from our cache. */
final class WatchedGraphs implements GraphFeed, SmartLifecycle {

  private final GraphInformer graphs;
  private final GraphTrigger trigger;
  private final SharedInformerFactory informers;
  private final ObjectProvider<Controller> controllers;
  private volatile @Nullable Controller running;

  WatchedGraphs(
      GraphInformer graphs,
      GraphTrigger trigger,
      SharedInformerFactory informers,
      ObjectProvider<Controller> controllers) {
    this.graphs = graphs;
    this.trigger = trigger;
    this.informers = informers;
    this.controllers = controllers;
  }

  @Override
  public Dialect dialect() {
    return TrellisDialect.VALUE;
  }

  @Override
  public void start() {
    Controller controller = controllers.getObject();
    running = controller;
    Thread.ofVirtual().name("controller of graphs").start(controller);
    informers.startAllRegisteredInformers();
  }

  @Override
  public void stop() {
    Controller controller = running;
    if (controller != null) {
      graphs.stop();
      controller.shutdown();
      running = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running != null;
  }

  @Override
  public boolean isSynced() {
    return graphs.hasSynced();
  }

  @Override
  public boolean isFresh() {
    return graphs.isFresh();
  }

  @Override
  public Collection<KubeObject> list() {
    return graphs.list();
  }

  @Override
  public Optional<KubeObject> get(String name) {
    return graphs.get(name);
  }

  @Override
  public KubeObject recordWrite(KubeObject answer) {
    return graphs.recordWrite(answer);
  }

  @Override
  public void onChange(Consumer<String> listener) {
    trigger.onChange(listener);
  }
}
