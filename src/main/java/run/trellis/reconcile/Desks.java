package run.trellis.reconcile;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import run.trellis.reconcile.graph.GraphRuntime;

/** All desks, one for each dialect that is served. */
final class Desks implements AutoCloseable {

  /** The longest prefix of keys first, since the empty one fits every key. */
  private final List<Desk> desks;

  Desks(List<Desk> desks) {
    this.desks =
        desks.stream()
            .sorted(Comparator.comparingInt((Desk desk) -> -prefix(desk).length()))
            .toList();
  }

  private static String prefix(Desk desk) {
    return desk.book().dialect().keyPrefix();
  }

  List<Desk> all() {
    return desks;
  }

  /** The desk that looks after the graph of a key. */
  Desk of(String graph) {
    return desks.stream()
        .filter(desk -> graph.startsWith(prefix(desk)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no dialect has graphs like " + graph));
  }

  /** All graphs, by key within their dialect. */
  Stream<GraphRuntime> graphs() {
    return desks.reversed().stream().flatMap(desk -> desk.book().all().stream());
  }

  /** The graph of a key. */
  Optional<GraphRuntime> find(String graph) {
    return of(graph).book().find(graph);
  }

  /** Whether all graphs are known. */
  boolean areSynced() {
    return desks.stream().allMatch(desk -> desk.feed().isSynced());
  }

  @Override
  public void close() {
    desks.forEach(desk -> desk.book().close());
  }
}
