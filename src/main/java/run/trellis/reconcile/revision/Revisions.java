package run.trellis.reconcile.revision;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import run.trellis.api.KubeObject;
import run.trellis.api.Revision;
import run.trellis.api.RevisionForm;
import run.trellis.cluster.ObjectCache;
import run.trellis.cluster.WatchRegistry;
import run.trellis.cluster.WatchRegistry.Change;
import run.trellis.cluster.WatchRegistry.Subscription;
import run.trellis.cluster.WatchTarget;
import run.trellis.graph.FieldMask;

/**
 * The stored revisions of all graphs, watched. All of them and not only those with our labels: a
 * number must not be given away twice because somebody took a label off. Snapshots are not kept:
 * they are read when one has to be compiled.
 */
public final class Revisions implements AutoCloseable {

  private final RevisionForm form;
  private final Subscription subscription;

  /**
   * Starts to watch.
   *
   * @param changed takes the name of a graph whose revisions somebody else changed
   * @param synced called when the list is complete, or known not to come
   */
  public Revisions(
      RevisionForm form, WatchRegistry registry, Consumer<String> changed, Runnable synced) {
    this.form = form;
    this.subscription =
        registry.subscribe(
            WatchTarget.all(form.type()),
            FieldMask.ofAll(form.identifying()),
            change -> {
              switch (change) {
                case Change.Upserted(KubeObject stored) ->
                    changed.accept(form.read(stored).graph());
                case Change.Deleted(KubeObject stored) -> changed.accept(form.read(stored).graph());
                case Change.Synced _, Change.Unavailable _ -> synced.run();
              }
            });
  }

  RevisionForm form() {
    return form;
  }

  ObjectCache cache() {
    return subscription.cache();
  }

  /** Whether all revisions are known. */
  public boolean areListed() {
    return cache().isSynced();
  }

  /** Why they cannot be listed, if somebody has to mend it. */
  public Optional<Change.Unavailable> unavailable() {
    return cache().unavailable();
  }

  /**
   * The revisions of a graph, own writes included.
   *
   * @param known a number that is known to have been given away
   */
  public History of(KubeObject graph, long known) {
    List<Revision> all =
        cache().list(stored -> form.concerns(graph.name(), stored)).stream()
            .map(form::read)
            .toList();
    return History.of(graph, all, known, form);
  }

  /** Revisions under the name of a graph that are being deleted and that the engine still holds. */
  List<Revision> leaving(String graph) {
    return form.finalizers().isEmpty()
        ? List.of()
        : cache().list(stored -> form.concerns(graph, stored)).stream()
            .filter(KubeObject::isTerminating)
            .filter(stored -> stored.finalizers().stream().anyMatch(form.finalizers()::contains))
            .map(form::read)
            .toList();
  }

  @Override
  public void close() {
    subscription.close();
  }
}
