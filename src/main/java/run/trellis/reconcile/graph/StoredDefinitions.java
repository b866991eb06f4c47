package run.trellis.reconcile.graph;

import java.util.List;
import java.util.Optional;
import run.trellis.api.KubeObject;
import run.trellis.api.Problem;
import run.trellis.api.Revision;
import run.trellis.cluster.ReadResult;
import run.trellis.reconcile.graph.GraphRuntime.Basis;
import run.trellis.reconcile.graph.GraphRuntime.Examined;
import run.trellis.reconcile.revision.RevisionStore;

/** Compiles the definitions that revisions keep; each once, as long as its kinds stay the same. */
final class StoredDefinitions {

  private final RevisionStore store;
  private final Examiner examiner;

  StoredDefinitions(RevisionStore store, Examiner examiner) {
    this.store = store;
    this.examiner = examiner;
  }

  /** What came of a revision. */
  sealed interface Opened {
    record Compiled(Served served) implements Opened {}

    /** Its definition is not sound (any more). */
    record Flawed(List<Problem> problems) implements Opened {}

    record Gone() implements Opened {}

    /** It cannot be read at present. */
    record Unreadable(String message) implements Opened {}
  }

  /** Reads a revision if it has to, and compiles it. */
  Opened open(GraphRuntime runtime, Revision revision) {
    Basis basis = new Basis(revision.uid(), revision.generation(), runtime.kindsVersion());
    Optional<Examined> known =
        Optional.ofNullable(runtime.stored().get(revision.uid()))
            .or(() -> writtenAs(runtime, revision))
            .filter(last -> last.basis().kinds() == basis.kinds());
    if (known.isPresent()) {
      return outcome(revision, known.get());
    }
    return switch (store.read(revision)) {
      case ReadResult.Found(KubeObject whole) -> {
        Examined examined = examiner.stored(store.definition(runtime.object(), whole), basis);
        runtime.stored().put(revision.uid(), examined);
        yield outcome(revision, examined);
      }
      case ReadResult.Absent _ -> new Opened.Gone();
      case ReadResult.Refused refused ->
          new Opened.Unreadable(revision.name() + " cannot be read: " + refused.message());
    };
  }

  /** What is written in the graph need not be read once more from a revision that keeps it. */
  private Optional<Examined> writtenAs(GraphRuntime runtime, Revision revision) {
    return runtime.written().filter(_ -> store.keeps(revision, runtime.object()));
  }

  private static Opened outcome(Revision revision, Examined examined) {
    long kinds = examined.basis().kinds();
    return examined
        .compiled()
        .<Opened>map(graph -> new Opened.Compiled(Served.as(revision, graph, kinds)))
        .orElseGet(() -> new Opened.Flawed(examined.problems()));
  }
}
