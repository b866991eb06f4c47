package run.trellis.expression.cel;

import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelComprehension;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import run.trellis.api.Span;

/**
 * What an expression names, each with its first place.
 *
 * @param names names that no macro declares, but for those that begin the name of a function
 * @param functions functions, methods and operators that are called, by their full names
 * @param fields fields that are read of anything
 * @param messages places where a message is made
 */
record Inspection(
    Map<String, Span> names, Map<String, Call> functions, Set<String> fields, List<Span> messages) {

  /** A call, with its place. */
  record Call(boolean method, Span span) {}

  static Inspection of(CelExpr tree, Positions positions) {
    Walk walk = new Walk(positions);
    walk.visit(tree, Set.of());
    return new Inspection(
        Collections.unmodifiableMap(walk.names),
        Collections.unmodifiableMap(walk.functions),
        Collections.unmodifiableSet(walk.fields),
        List.copyOf(walk.messages));
  }

  /**
   * The function that a call means whose receiver may be the beginning of its name: {@code
   * base64.encode}.
   */
  static Optional<String> qualifiedFunction(CelExpr call) {
    return call.call()
        .target()
        .flatMap(Inspection::qualifiedName)
        .map(prefix -> prefix + "." + call.call().function())
        .filter(CelFunctions.STANDARD::isFunction);
  }

  private static Optional<String> qualifiedName(CelExpr expr) {
    return switch (expr.exprKind().getKind()) {
      case IDENT -> Optional.of(expr.ident().name());
      case SELECT ->
          qualifiedName(expr.select().operand()).map(name -> name + "." + expr.select().field());
      default -> Optional.empty();
    };
  }

  /** The name of the scope that an identifier means, whatever macros declare. */
  static String globalName(String identifier) {
    return identifier.startsWith(".") ? identifier.substring(1) : identifier;
  }

  /** Goes through a tree, with the names in force that macros declare. */
  private static final class Walk {

    private final Positions positions;
    private final Map<String, Span> names = new LinkedHashMap<>();
    private final Map<String, Call> functions = new LinkedHashMap<>();
    private final Set<String> fields = new LinkedHashSet<>();
    private final Set<Span> messages = new LinkedHashSet<>();

    private Walk(Positions positions) {
      this.positions = positions;
    }

    private void visit(CelExpr expr, Set<String> declared) {
      switch (expr.exprKind().getKind()) {
        case IDENT -> name(expr, declared);
        case SELECT -> select(expr, declared);
        case CALL -> call(expr, declared);
        case LIST -> expr.list().elements().forEach(element -> visit(element, declared));
        case MAP ->
            expr.map()
                .entries()
                .forEach(
                    entry -> {
                      visit(entry.key(), declared);
                      visit(entry.value(), declared);
                    });
        case STRUCT -> messages.add(positions.span(expr));
        case COMPREHENSION -> comprehension(expr.comprehension(), declared);
        case CONSTANT, NOT_SET -> {}
      }
    }

    private void name(CelExpr expr, Set<String> declared) {
      String name = expr.ident().name();
      if (!declared.contains(name)) {
        names.putIfAbsent(globalName(name), positions.span(expr));
      }
    }

    private void select(CelExpr expr, Set<String> declared) {
      // A qualified name may be that of a type: google.protobuf.Timestamp.
      Optional<String> type = qualifiedName(expr).filter(ScopeTypes::isNamed);
      if (type.isEmpty()) {
        fields.add(expr.select().field());
        visit(expr.select().operand(), declared);
      }
    }

    private void call(CelExpr expr, Set<String> declared) {
      expr.call().args().forEach(argument -> visit(argument, declared));
      Optional<String> qualified = qualifiedFunction(expr);
      String name = qualified.orElse(expr.call().function());
      boolean method = qualified.isEmpty() && expr.call().target().isPresent();
      functions.putIfAbsent(name, new Call(method, positions.span(expr)));
      if (name.equals(Operator.OPTIONAL_SELECT.getFunction())) {
        fields.add(expr.call().args().getLast().constant().stringValue());
      }
      if (method) {
        expr.call().target().ifPresent(target -> visit(target, declared));
      }
    }

    private void comprehension(CelComprehension loop, Set<String> declared) {
      visit(loop.iterRange(), declared);
      visit(loop.accuInit(), declared);
      Set<String> gathering = with(declared, loop.accuVar());
      Set<String> looping = with(gathering, loop.iterVar(), loop.iterVar2());
      visit(loop.loopCondition(), looping);
      visit(loop.loopStep(), looping);
      visit(loop.result(), gathering);
    }

    private static Set<String> with(Set<String> declared, String... more) {
      Set<String> all = new HashSet<>(declared);
      Stream.of(more).forEach(all::add);
      return all;
    }
  }
}
