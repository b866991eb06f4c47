package run.trellis.expression.cel;

import static run.trellis.expression.ReferenceNotes.each;
import static run.trellis.expression.ReferenceNotes.union;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import run.trellis.expression.Reference;
import run.trellis.expression.ReferenceCursor;
import run.trellis.expression.ReferenceNotes;

/**
 * Finds what an expression reads, by following each name through the steps behind it, and through
 * the variables of macros. Where it cannot be told what is read, more is noted rather than less.
 */
final class CelReferences {

  /** Ways a value may have come; from here on it counts as read as a whole. */
  private static final int MOST_CURSORS = 64;

  /** Methods whose result is the receiver in another order, or a part of its elements. */
  private static final Set<String> SAME_ELEMENTS =
      Set.of("reverse", "sort", "distinct", "slice", "unwrapOpt");

  /** Methods whose result is an element of the receiver. */
  private static final Set<String> ONE_ELEMENT = Set.of("first", "last");

  private final Positions positions;
  private final ReferenceNotes notes = new ReferenceNotes();

  private CelReferences(Positions positions) {
    this.positions = positions;
  }

  /** References of an expression, in the order of the source. */
  static List<Reference> find(CelExpr tree, Positions positions) {
    CelReferences references = new CelReferences(positions);
    references.consume(tree, Map.of());
    return references.notes.references();
  }

  /**
   * Where the value of the tree comes from.
   *
   * @param variables where the values of variables come from that macros declare
   */
  private Set<ReferenceCursor> follow(CelExpr expr, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> cursors =
        switch (expr.exprKind().getKind()) {
          case IDENT -> name(expr, variables);
          case SELECT -> select(expr, variables);
          case CALL -> call(expr, variables);
          case LIST -> consumeAll(expr.list().elements(), variables);
          case MAP -> {
            expr.map()
                .entries()
                .forEach(entry -> consumeAll(List.of(entry.key(), entry.value()), variables));
            yield Set.of();
          }
          case COMPREHENSION -> comprehension(expr.comprehension(), variables);
          case STRUCT, CONSTANT, NOT_SET -> Set.of();
        };
    return cursors.size() > MOST_CURSORS ? notes.note(cursors) : cursors;
  }

  private Set<ReferenceCursor> name(CelExpr expr, Map<String, Set<ReferenceCursor>> variables) {
    String name = expr.ident().name();
    Set<ReferenceCursor> variable = variables.get(name);
    if (variable != null) {
      return variable;
    }
    return Set.of(ReferenceCursor.of(Inspection.globalName(name), positions.span(expr), false));
  }

  private Set<ReferenceCursor> select(CelExpr expr, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> field =
        field(follow(expr.select().operand(), variables), expr.select().field());
    return expr.select().testOnly() ? notes.note(field) : field;
  }

  /** A name with escapes in it may be that of a field, or stand for another. */
  private static Set<ReferenceCursor> field(Set<ReferenceCursor> target, String name) {
    String unescaped = EscapedNames.unescape(name);
    Set<ReferenceCursor> field = each(target, at -> Stream.of(at.then(name)));
    return unescaped.equals(name)
        ? field
        : union(field, each(target, at -> Stream.of(at.then(unescaped))));
  }

  private Set<ReferenceCursor> call(CelExpr expr, Map<String, Set<ReferenceCursor>> variables) {
    List<CelExpr> arguments = expr.call().args();
    Optional<String> qualified = Inspection.qualifiedFunction(expr);
    if (qualified.isEmpty() && expr.call().target().isPresent()) {
      return method(expr.call().function(), expr.call().target().get(), arguments, variables);
    }
    String name = qualified.orElse(expr.call().function());
    Operator operator = Operator.findReverse(name).orElse(null);
    if (operator != null) {
      return operator(operator, arguments, variables);
    }
    return switch (name) {
      case "dyn", "optional.of", "optional.ofNonZeroValue", "optional.unwrap" ->
          arguments.isEmpty() ? Set.of() : follow(arguments.getFirst(), variables);
      case Macros.SORT_BY -> {
        consume(arguments.get(1), variables);
        yield follow(arguments.getFirst(), variables);
      }
      case Macros.APPEND -> appended(arguments, variables);
      case ConditionFunctions.READ -> condition(arguments, variables);
      default -> consumeAll(arguments, variables);
    };
  }

  private Set<ReferenceCursor> operator(
      Operator operator, List<CelExpr> arguments, Map<String, Set<ReferenceCursor>> variables) {
    return switch (operator) {
      case CONDITIONAL -> {
        consume(arguments.getFirst(), variables);
        yield union(follow(arguments.get(1), variables), follow(arguments.get(2), variables));
      }
      case OPTIONAL_SELECT ->
          field(
              guarded(follow(arguments.getFirst(), variables)),
              arguments.getLast().constant().stringValue());
      case INDEX -> index(follow(arguments.getFirst(), variables), arguments.get(1), variables);
      case OPTIONAL_INDEX ->
          index(guarded(follow(arguments.getFirst(), variables)), arguments.get(1), variables);
      default -> consumeAll(arguments, variables);
    };
  }

  private static Set<ReferenceCursor> guarded(Set<ReferenceCursor> target) {
    return each(target, at -> Stream.of(at.guarded()));
  }

  private Set<ReferenceCursor> index(
      Set<ReferenceCursor> target, CelExpr index, Map<String, Set<ReferenceCursor>> variables) {
    consume(index, variables);
    boolean key =
        index.exprKind().getKind() == Kind.CONSTANT
            && index.constant().getKind() == CelConstant.Kind.STRING_VALUE;
    return key
        ? each(target, at -> Stream.of(at.then(index.constant().stringValue())))
        : each(target, at -> Stream.of(at.element()));
  }

  private Set<ReferenceCursor> method(
      String name,
      CelExpr target,
      List<CelExpr> arguments,
      Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> receiver = follow(target, variables);
    if (name.equals("or") || name.equals("orValue")) {
      return arguments.stream()
          .map(argument -> follow(argument, variables))
          .reduce(receiver, ReferenceNotes::union);
    }
    consumeAll(arguments, variables);
    if (name.equals("value")) {
      return receiver;
    }
    if (SAME_ELEMENTS.contains(name)) {
      // To put elements in order, or to tell them apart, is to read them whole.
      if (name.equals("sort") || name.equals("distinct")) {
        notes.note(receiver);
      }
      return receiver;
    }
    if (ONE_ELEMENT.contains(name)) {
      notes.visit(each(receiver, at -> Stream.of(at.element())));
      return each(receiver, at -> Stream.of(at.element()));
    }
    return notes.note(receiver);
  }

  private Set<ReferenceCursor> appended(
      List<CelExpr> arguments, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> element = follow(arguments.getLast(), variables);
    return union(
        follow(arguments.getFirst(), variables), each(element, at -> Stream.of(at.asListed())));
  }

  private Set<ReferenceCursor> condition(
      List<CelExpr> arguments, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> object = follow(arguments.getFirst(), variables);
    notes.note(each(object, at -> Stream.of(at.then("status").then("conditions"))));
    return consumeAll(arguments.subList(1, arguments.size()), variables);
  }

  private Set<ReferenceCursor> comprehension(
      CelComprehension loop, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> elements =
        each(follow(loop.iterRange(), variables), at -> Stream.of(at.element()));
    notes.visit(elements);
    Set<ReferenceCursor> gathered = follow(loop.accuInit(), variables);
    Map<String, Set<ReferenceCursor>> gathering = new HashMap<>(variables);
    gathering.put(loop.accuVar(), gathered);
    Map<String, Set<ReferenceCursor>> looping = new HashMap<>(gathering);
    boolean two = !loop.iterVar2().isEmpty();
    looping.put(loop.iterVar(), two ? Set.of() : elements);
    if (two) {
      looping.put(loop.iterVar2(), elements);
    }
    consume(loop.loopCondition(), looping);
    gathering.put(loop.accuVar(), union(gathered, follow(loop.loopStep(), looping)));
    return follow(loop.result(), gathering);
  }

  private Set<ReferenceCursor> consume(CelExpr expr, Map<String, Set<ReferenceCursor>> variables) {
    return notes.note(follow(expr, variables));
  }

  private Set<ReferenceCursor> consumeAll(
      List<CelExpr> exprs, Map<String, Set<ReferenceCursor>> variables) {
    Set<ReferenceCursor> none = new LinkedHashSet<>();
    exprs.forEach(expr -> none.addAll(consume(expr, variables)));
    return none;
  }
}
