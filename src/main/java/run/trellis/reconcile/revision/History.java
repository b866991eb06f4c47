package run.trellis.reconcile.revision;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import run.trellis.api.JsonTree;
import run.trellis.api.KubeObject;
import run.trellis.api.Revision;
import run.trellis.api.RevisionForm;

/**
 * The revisions of one graph, and what follows from them.
 *
 * @param revisions those that can be used, the newest first
 * @param issued the highest number that was ever given away, as far as anything still tells
 * @param told the highest number that the status of the graph knows of
 * @param served name of the revision that served when the status of the graph was last written;
 *     empty if none did
 */
public record History(List<Revision> revisions, long issued, long told, String served) {

  public History {
    revisions =
        revisions.stream().sorted(Comparator.comparingLong(Revision::number).reversed()).toList();
  }

  /**
   * The history of a graph.
   *
   * @param all revisions of all graphs
   * @param known a number that is known to have been given away, whatever the cluster says
   */
  static History of(KubeObject graph, Collection<Revision> all, long known, RevisionForm form) {
    long told = graph.at("status", "lastIssuedRevision") instanceof Long number ? number : 0;
    long stored = all.stream().mapToLong(other -> claimed(graph, other, form)).max().orElse(0);
    List<Revision> usable =
        all.stream()
            .filter(revision -> isOf(graph, revision))
            .filter(revision -> !revision.isTerminating())
            .toList();
    return new History(
        usable,
        LongStream.of(told, stored, known).max().orElse(0),
        told,
        JsonTree.textAt(graph.tree(), "status", "revision"));
  }

  /**
   * A revision that another graph of the same name left behind goes with that graph: to serve it
   * would bring back what somebody deleted. One that nobody owns was left on purpose.
   */
  private static boolean isOf(KubeObject graph, Revision revision) {
    return revision.graph().equals(graph.name())
        && (revision.owner().isEmpty() || revision.owner().equals(graph.uid()));
  }

  /** The number that an object takes from a graph, be it by what it is or by its name alone. */
  private static long claimed(KubeObject graph, Revision revision, RevisionForm form) {
    return revision.graph().equals(graph.name())
        ? revision.number()
        : form.numberOf(graph.name(), revision.name()).orElse(0);
  }

  /** The number of the next revision. */
  long next() {
    return issued + 1;
  }

  public Optional<Revision> newest() {
    return revisions.stream().findFirst();
  }

  public Optional<Revision> find(long number) {
    return revisions.stream().filter(revision -> revision.number() == number).findFirst();
  }

  /**
   * What may serve when what the graph asks for cannot, the best first: revisions that were stored
   * after the status was last written, because a process ended in between, then the one that served
   * last. Never an older one by itself: it would take away what only newer ones have. If nothing
   * tells what served last, the newest is the best guess.
   */
  public List<Revision> fallbacks() {
    boolean known = revisions.stream().anyMatch(revision -> revision.name().equals(served));
    return known
        ? revisions.stream()
            .filter(revision -> revision.number() > told || revision.name().equals(served))
            .toList()
        : revisions;
  }

  /**
   * What need not be kept any longer.
   *
   * @param kept how many of the newest are kept; 0 for all
   * @param needed numbers that are kept in any case
   */
  public List<Revision> superfluous(int kept, Set<Long> needed) {
    return kept == 0
        ? List.of()
        : revisions.stream()
            .skip(kept)
            .filter(revision -> !needed.contains(revision.number()))
            .toList();
  }
}
