package run.trellis.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import run.trellis.api.Span;

/**
 * A name that is being followed, with the path so far.
 *
 * @param listed levels of lists that projections have put around the value, whose elements are the
 *     value itself
 * @param entry whether the value is an element just come by, which of a map is an entry with {@code
 *     key} and {@code value}
 */
public record ReferenceCursor(
    Span span,
    String head,
    List<String> path,
    boolean nullSafe,
    boolean local,
    int listed,
    boolean entry) {

  private static final String ANY = "*";

  public static ReferenceCursor of(String head, Span span, boolean local) {
    return new ReferenceCursor(span, head, List.of(), false, local, 0, false);
  }

  public ReferenceCursor then(String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(step);
    return new ReferenceCursor(span, head, longer, nullSafe, local, listed, false);
  }

  /**
   * A property; {@code key} and {@code value} of an entry may also mean a map's own, which is then
   * read whole.
   */
  public Stream<ReferenceCursor> property(String name) {
    ReferenceCursor property = then(name);
    boolean ofMap = entry && (name.equals("value") || name.equals("key"));
    return ofMap ? Stream.of(property, plain()) : Stream.of(property);
  }

  public ReferenceCursor element() {
    return listed > 0
        ? new ReferenceCursor(span, head, path, nullSafe, local, listed - 1, false)
        : then(ANY);
  }

  public ReferenceCursor asListed() {
    return new ReferenceCursor(span, head, path, nullSafe, local, listed + 1, false);
  }

  public ReferenceCursor asEntry() {
    return new ReferenceCursor(span, head, path, nullSafe, local, listed, true);
  }

  private ReferenceCursor plain() {
    return new ReferenceCursor(span, head, path, nullSafe, local, listed, false);
  }

  /** With its head's absence taken care of, if this is still the head. */
  public ReferenceCursor guarded() {
    return path.isEmpty()
        ? new ReferenceCursor(span, head, path, true, local, listed, entry)
        : this;
  }

  public Reference reference() {
    return new Reference(head, path, nullSafe, local, span);
  }
}
