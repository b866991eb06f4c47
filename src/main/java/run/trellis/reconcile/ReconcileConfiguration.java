package run.trellis.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import run.trellis.cluster.EventRecorder;
import run.trellis.cluster.GraphFeed;
import run.trellis.cluster.KindDirectory;
import run.trellis.cluster.ObjectClient;
import run.trellis.cluster.OpenApiDocuments;
import run.trellis.cluster.WatchRegistry;
import run.trellis.graph.GraphCompiler;
import run.trellis.reconcile.graph.Examiner;
import run.trellis.reconcile.graph.GraphBook;
import run.trellis.reconcile.graph.GraphReconciler;
import run.trellis.reconcile.graph.LiveCatalog;
import run.trellis.reconcile.graph.Wake;
import run.trellis.reconcile.instance.InstanceReconciler;
import run.trellis.reconcile.queue.Backoff;
import run.trellis.reconcile.queue.WorkKey;
import run.trellis.reconcile.queue.WorkQueue;
import run.trellis.reconcile.queue.Workers;
import run.trellis.resolve.Resolver;

/** Wires the loop. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ReconcileSettings.class)
class ReconcileConfiguration {

  private final InstantSource clock = InstantSource.system();

  @Bean
  Backoff reconcileBackoff(ReconcileSettings settings) {
    return new Backoff(
        settings.backoffMin(),
        settings.backoffMax(),
        () -> ThreadLocalRandom.current().nextDouble());
  }

  @Bean
  WorkQueue<WorkKey> workQueue(ReconcileSettings settings, Backoff backoff) {
    return new WorkQueue<>(WorkKey::lane, settings.passes(), backoff, clock);
  }

  @Bean
  Wake wake(WorkQueue<WorkKey> queue) {
    return new Wake(queue);
  }

  @Bean
  GraphCompiler graphCompiler(ReconcileSettings settings) {
    return GraphCompiler.ofAllLanguages(settings.collectionDimensions());
  }

  @Bean
  InstanceReconciler instanceReconciler(
      ObjectClient client, EventRecorder events, ReconcileSettings settings) {
    return new InstanceReconciler(
        client,
        new Resolver(settings.collectionItems()),
        events,
        clock,
        new InstanceReconciler.Options(
            settings.deletionPatience(), Set.copyOf(settings.formerFieldManagers())));
  }

  @Bean(destroyMethod = "")
  Desks desks(
      ObjectProvider<GraphFeed> feeds,
      ObjectClient client,
      WatchRegistry registry,
      GraphCompiler compiler,
      KindDirectory kinds,
      OpenApiDocuments documents,
      InstanceReconciler instances,
      EventRecorder events,
      Wake wake,
      Backoff backoff,
      ReconcileSettings settings) {
    return new Desks(
        feeds
            .orderedStream()
            .map(
                feed -> {
                  GraphBook book =
                      new GraphBook(feed.dialect(), feed, registry, kinds, wake, backoff, clock);
                  Examiner examiner =
                      new Examiner(
                          feed.dialect(), compiler, () -> new LiveCatalog(kinds, documents));
                  GraphReconciler.Options options =
                      new GraphReconciler.Options(
                          settings.revisionsKept(), settings.deletionPatience());
                  return new Desk(
                      feed,
                      book,
                      new GraphReconciler(
                          feed, client, book, examiner, instances, events, clock, options));
                })
            .toList());
  }

  @Bean
  Passes passes(
      Desks desks,
      InstanceReconciler instances,
      Wake wake,
      WorkQueue<WorkKey> queue,
      MeterRegistry registry) {
    return new Passes(desks, instances, wake, new PassMetrics(registry, queue), clock);
  }

  @Bean
  ReconcileLoop reconcileLoop(
      WorkQueue<WorkKey> queue, Passes passes, Desks desks, ReconcileSettings settings) {
    Workers<WorkKey> workers = new Workers<>(queue, passes, clock);
    return new ReconcileLoop(queue, workers, desks, settings.shutdownPatience());
  }

  @Bean
  GraphRegistry graphRegistry(
      Desks desks,
      Passes passes,
      ReconcileLoop loop,
      WorkQueue<WorkKey> queue,
      WatchRegistry watches) {
    return new GraphRegistry(desks, passes, loop, queue, watches);
  }
}
