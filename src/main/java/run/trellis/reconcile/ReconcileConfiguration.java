package run.trellis.reconcile;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
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

  @Bean(destroyMethod = "")
  GraphBook graphBook(
      GraphFeed feed, WatchRegistry registry, KindDirectory kinds, Wake wake, Backoff backoff) {
    return new GraphBook(feed, registry, kinds, wake, backoff, clock);
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

  @Bean
  GraphReconciler graphReconciler(
      GraphFeed feed,
      ObjectClient client,
      GraphBook book,
      GraphCompiler compiler,
      KindDirectory kinds,
      OpenApiDocuments documents,
      InstanceReconciler instances,
      EventRecorder events,
      ReconcileSettings settings) {
    Examiner examiner = new Examiner(compiler, () -> new LiveCatalog(kinds, documents));
    return new GraphReconciler(
        feed, client, book, examiner, instances, events, clock, settings.revisionsKept());
  }

  @Bean
  Passes passes(
      GraphBook book,
      GraphReconciler graphs,
      InstanceReconciler instances,
      Wake wake,
      WorkQueue<WorkKey> queue,
      MeterRegistry registry) {
    return new Passes(book, graphs, instances, wake, new PassMetrics(registry, queue), clock);
  }

  @Bean
  ReconcileLoop reconcileLoop(
      WorkQueue<WorkKey> queue,
      Passes passes,
      GraphBook book,
      GraphFeed feed,
      ReconcileSettings settings) {
    Workers<WorkKey> workers = new Workers<>(queue, passes, clock);
    return new ReconcileLoop(queue, workers, book, feed, settings.shutdownPatience());
  }

  @Bean
  GraphRegistry graphRegistry(
      GraphBook book,
      Passes passes,
      ReconcileLoop loop,
      WorkQueue<WorkKey> queue,
      GraphFeed feed,
      WatchRegistry watches) {
    return new GraphRegistry(book, passes, loop, queue, feed, watches);
  }
}
