package run.trellis.expression.spel;

import java.util.List;
import java.util.stream.Stream;
import run.trellis.api.Span;
import run.trellis.expression.Reference;

/**
 * A name that is being followed, with the path so far.
 *
 * @param listed levels of lists that projections have put around the value, whose elements are the
 *     value itself
 * @param entry whether the value is an element just come by, which of a map is an entry with {@code
 *     key} and {@code value}
 */
record Cursor(
    Span span,
    String head,
    List<String> path,
    boolean nullSafe,
    boolean local,
    int listed,
    boolean entry) {

  private static final String ANY = "*";

  static Cursor of(Syntax.Name name, boolean local) {
    return new Cursor(name.span(), name.name(), List.of(), false, local, 0, false);
  }

  Cursor then(String step) {
    List<String> longer = Stream.concat(path.stream(), Stream.of(step)).toList();
    return new Cursor(span, head, longer, nullSafe, local, listed, false);
  }

  /**
   * A property; {@code key} and {@code value} of an entry may also mean a map's own, which is then
   * read whole.
   */
  Stream<Cursor> property(String name) {
    Cursor property = then(name);
    boolean ofMap = entry && (name.equals("value") || name.equals("key"));
    return ofMap ? Stream.of(property, plain()) : Stream.of(property);
  }

  Cursor element() {
    return listed > 0
        ? new Cursor(span, head, path, nullSafe, local, listed - 1, false)
        : then(ANY);
  }

  Cursor asListed() {
    return new Cursor(span, head, path, nullSafe, local, listed + 1, false);
  }

  Cursor asEntry() {
    return new Cursor(span, head, path, nullSafe, local, listed, true);
  }

  private Cursor plain() {
    return new Cursor(span, head, path, nullSafe, local, listed, false);
  }

  /** With its head's absence taken care of, if this is still the head. */
  Cursor guarded() {
    return path.isEmpty() ? new Cursor(span, head, path, true, local, listed, entry) : this;
  }

  Reference reference() {
    return new Reference(head, path, nullSafe, local, span);
  }
}
