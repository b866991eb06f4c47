package run.trellis.cluster;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import run.trellis.api.Dialect;
import run.trellis.api.KubeObject;
import run.trellis.api.ObjectReference;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.graph.FieldMask;

/**
 * Graphs of a dialect whose kind a cluster may do without: as long as it is not there, there are
 * none, and from the moment it is, they are watched.
 */
public final class SubscribedGraphs implements GraphFeed, SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(SubscribedGraphs.class);

  private final Dialect dialect;
  private final WatchRegistry watches;
  private final KindDirectory kinds;
  private volatile Consumer<String> listener = name -> {};
  private volatile @Nullable Subscription subscription;
  private volatile boolean running;

  public SubscribedGraphs(Dialect dialect, WatchRegistry watches, KindDirectory kinds) {
    this.dialect = dialect;
    this.watches = watches;
    this.kinds = kinds;
    kinds.onChange(this::kindsChanged);
  }

  @Override
  public Dialect dialect() {
    return dialect;
  }

  /** Asking for the kind may take as long as the API server does, so nobody waits for it. */
  @Override
  public void start() {
    running = true;
    Thread.ofVirtual().name("graphs of " + dialect).start(this::subscribeIfServed);
  }

  @Override
  public synchronized void stop() {
    running = false;
    Subscription held = subscription;
    if (held != null) {
      held.close();
      subscription = null;
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void kindsChanged(String group) {
    if (running && subscription == null && group.equals(dialect.definition().group())) {
      Thread.ofVirtual().name("graphs of " + dialect).start(this::subscribeIfServed);
    }
  }

  private void subscribeIfServed() {
    boolean missing = kinds.find(dialect.definition()) instanceof KindDirectory.Lookup.Missing;
    synchronized (this) {
      if (running && !missing && subscription == null) {
        subscription =
            watches.subscribe(
                WatchTarget.all(dialect.definition()), FieldMask.EVERYTHING, this::pass);
        // A watch that others share has listed already and does not tell again.
        list().forEach(graph -> listener.accept(graph.name()));
      }
    }
    if (missing) {
      log.info("No {} is served: the kind is not installed", dialect.definition().kind());
    }
  }

  private void pass(Change change) {
    switch (change) {
      case Change.Upserted(KubeObject graph) -> listener.accept(graph.name());
      case Change.Deleted(KubeObject graph) -> listener.accept(graph.name());
      case Change.Synced _, Change.Unavailable _ -> {
        // The graphs themselves were told one by one; the watch says what it lacks.
      }
    }
  }

  /** True as well if there is nothing to list. */
  @Override
  public boolean isSynced() {
    Subscription held = subscription;
    return held == null || held.cache().isSynced();
  }

  /** Nothing that is not there can be out of date. */
  @Override
  public boolean isFresh() {
    Subscription held = subscription;
    return held == null || held.cache().isFresh();
  }

  @Override
  public Collection<KubeObject> list() {
    Subscription held = subscription;
    return held == null ? List.of() : held.cache().list();
  }

  @Override
  public Optional<KubeObject> get(String name) {
    Subscription held = subscription;
    return held == null
        ? Optional.empty()
        : held.cache().get(new ObjectReference(dialect.definition(), "", name));
  }

  @Override
  public KubeObject recordWrite(KubeObject answer) {
    Subscription held = subscription;
    return held == null ? answer : held.cache().recordWrite(answer);
  }

  @Override
  public void onChange(Consumer<String> next) {
    listener = next;
  }
}
