package run.trellis.expression;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Collects what an expression reads, while somebody follows its names through the steps behind
 * them. Where a value is consumed its path ends and is noted. Not safe for use by several threads.
 */
public final class ReferenceNotes {

  private final Set<Reference> found = new LinkedHashSet<>();

  /** Lists whose elements are looked at: read even if nothing of an element is. */
  private final Set<ReferenceCursor> containers = new LinkedHashSet<>();

  /** Notes that the values are read, and that they need to be followed no further. */
  public Set<ReferenceCursor> note(Set<ReferenceCursor> cursors) {
    cursors.forEach(cursor -> found.add(cursor.reference()));
    return Set.of();
  }

  /** Notes that somebody goes through the lists that these are the elements of. */
  public void visit(Set<ReferenceCursor> elements) {
    containers.addAll(elements);
  }

  /** The references, in the order of the source. */
  public List<Reference> references() {
    containers.forEach(this::noteUnlessMore);
    return found.stream()
        .sorted(Comparator.comparingInt(reference -> reference.span().offset()))
        .toList();
  }

  private void noteUnlessMore(ReferenceCursor container) {
    Reference whole = container.reference();
    boolean more =
        found.stream()
            .anyMatch(
                reference ->
                    reference.span().equals(whole.span())
                        && reference.path().size() > whole.path().size()
                        && reference.path().subList(0, whole.path().size()).equals(whole.path()));
    if (!more) {
      found.add(whole);
    }
  }

  /** Takes a step from each value. */
  public static Set<ReferenceCursor> each(
      Set<ReferenceCursor> cursors, Function<ReferenceCursor, Stream<ReferenceCursor>> step) {
    if (cursors.isEmpty()) {
      return Set.of();
    }
    Set<ReferenceCursor> taken = new LinkedHashSet<>();
    cursors.forEach(cursor -> step.apply(cursor).forEach(taken::add));
    return taken;
  }

  /** Values that come from either. */
  public static Set<ReferenceCursor> union(
      Set<ReferenceCursor> first, Set<ReferenceCursor> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isEmpty() ? second : first;
    }
    Set<ReferenceCursor> union = new LinkedHashSet<>(first);
    union.addAll(second);
    return union;
  }
}
