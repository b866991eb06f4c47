package run.trellis.expression.spel;

import static run.trellis.expression.ReferenceNotes.each;
import static run.trellis.expression.ReferenceNotes.union;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;
import run.trellis.expression.Reference;
import run.trellis.expression.ReferenceCursor;
import run.trellis.expression.ReferenceNotes;
import run.trellis.expression.function.FunctionLibrary;

/**
 * Finds what an expression reads, by following each name through the steps behind it. Where a value
 * is consumed its path ends and is noted; one name may be noted with several paths, all at its
 * place. Where it cannot be told what is read, more is noted rather than less.
 *
 * <p>Runs before the scope is known, so a bare name in a projection is followed both ways: as a
 * name and as a field of the element.
 */
final class ReferenceFinder {

  /** Ways a value may have come; from here on it counts as read as a whole. */
  private static final int MOST_CURSORS = 64;

  private final FunctionLibrary library;
  private final ReferenceNotes notes = new ReferenceNotes();

  private ReferenceFinder(FunctionLibrary library) {
    this.library = library;
  }

  /** References of an expression, in the order of the source. */
  static List<Reference> find(Syntax tree, FunctionLibrary library) {
    ReferenceFinder finder = new ReferenceFinder(library);
    finder.consume(tree, null);
    return finder.notes.references();
  }

  /**
   * Where the value of the tree comes from.
   *
   * @param element where {@code #this} comes from; null outside of projections and selections
   */
  private Set<ReferenceCursor> follow(Syntax tree, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> cursors =
        switch (tree) {
          case Syntax.Constant constant -> Set.of();
          case Syntax.Name name -> name(name, element);
          case Syntax.Element self -> element == null ? Set.of() : element;
          case Syntax.Property property ->
              each(
                  target(property.target(), property.nullSafe(), element),
                  at -> at.property(property.name()));
          case Syntax.Index index -> index(index, element);
          case Syntax.Call call -> call(call, element);
          case Syntax.Projection projection -> projection(projection, element);
          case Syntax.Selection selection -> selection(selection, element);
          case Syntax.Unary unary -> consume(unary.operand(), element);
          case Syntax.Binary binary -> consumeAll(List.of(binary.left(), binary.right()), element);
          case Syntax.Ternary ternary -> {
            consume(ternary.condition(), element);
            yield union(follow(ternary.whenTrue(), element), follow(ternary.whenFalse(), element));
          }
          case Syntax.Elvis elvis ->
              union(target(elvis.value(), true, element), follow(elvis.otherwise(), element));
          case Syntax.InlineList list -> consumeAll(list.elements(), element);
          case Syntax.InlineMap map -> {
            map.entries()
                .forEach(entry -> consumeAll(List.of(entry.key(), entry.value()), element));
            yield Set.of();
          }
        };
    return cursors.size() > MOST_CURSORS ? notes.note(cursors) : cursors;
  }

  private Set<ReferenceCursor> name(Syntax.Name name, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> head =
        Set.of(ReferenceCursor.of(name.name(), name.span(), element != null));
    return element == null ? head : union(head, each(element, at -> at.property(name.name())));
  }

  private Set<ReferenceCursor> target(
      Syntax target, boolean nullSafe, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> cursors = follow(target, element);
    return nullSafe ? each(cursors, at -> Stream.of(at.guarded())) : cursors;
  }

  private Set<ReferenceCursor> index(Syntax.Index index, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> target = target(index.target(), index.nullSafe(), element);
    consume(index.index(), element);
    return index.index() instanceof Syntax.Constant(Span span, Object key)
            && key instanceof String name
        ? each(target, at -> Stream.of(at.then(name)))
        : each(target, at -> Stream.of(at.element()));
  }

  private Set<ReferenceCursor> call(Syntax.Call call, @Nullable Set<ReferenceCursor> element) {
    consumeAll(call.arguments(), element);
    Syntax target = call.target();
    if (target == null) {
      // A method of the element, if it is no function.
      return element == null ? Set.of() : method(call.name(), element);
    }
    if (target instanceof Syntax.Name name
        && library.function(name.name() + "." + call.name()).isPresent()) {
      // A reference only if the scope knows the name, which otherwise begins the name of a
      // function.
      return notes.note(Set.of(ReferenceCursor.of(name.name(), name.span(), true)));
    }
    return method(call.name(), target(target, call.nullSafe(), element));
  }

  private Set<ReferenceCursor> method(String name, Set<ReferenceCursor> receiver) {
    StructuralMethod method = StructuralMethod.named(name).orElse(null);
    if (method == null || method.compares()) {
      notes.note(receiver);
    }
    if (method == null) {
      return Set.of();
    }
    return switch (method.result()) {
      case ELEMENTS -> receiver;
      case ELEMENT, NESTED_ELEMENTS -> each(receiver, at -> Stream.of(at.element()));
    };
  }

  private Set<ReferenceCursor> projection(
      Syntax.Projection projection, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> elements =
        elements(target(projection.target(), projection.nullSafe(), element));
    return each(follow(projection.body(), elements), at -> Stream.of(at.asListed()));
  }

  private Set<ReferenceCursor> selection(
      Syntax.Selection selection, @Nullable Set<ReferenceCursor> element) {
    Set<ReferenceCursor> target = target(selection.target(), selection.nullSafe(), element);
    Set<ReferenceCursor> elements = elements(target);
    consume(selection.criterion(), elements);
    // Of a list one element is taken, of a map a map with one entry.
    return selection.pick() == Syntax.Pick.ALL ? target : union(target, elements);
  }

  private Set<ReferenceCursor> elements(Set<ReferenceCursor> lists) {
    Set<ReferenceCursor> elements = each(lists, at -> Stream.of(at.element().asEntry()));
    notes.visit(elements);
    return elements;
  }

  private Set<ReferenceCursor> consume(Syntax tree, @Nullable Set<ReferenceCursor> element) {
    return notes.note(follow(tree, element));
  }

  private Set<ReferenceCursor> consumeAll(
      List<Syntax> trees, @Nullable Set<ReferenceCursor> element) {
    trees.forEach(tree -> consume(tree, element));
    return Set.of();
  }
}
