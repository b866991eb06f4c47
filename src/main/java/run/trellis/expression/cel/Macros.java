package run.trellis.expression.cel;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.errorprone.annotations.Immutable;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelMap;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExpander;
import dev.cel.parser.CelMacroExprFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The macros, written out in terms of loops and bindings. None doubles what it is given, as some of
 * the library's own do: an expression is never much larger than it was written.
 */
final class Macros {

  /** What the writings-out call, which no author can: their names are no identifiers. */
  static final String NEW_LIST = "@list";

  static final String NEW_MAP = "@map";
  static final String APPEND = "@append";
  static final String PUT = "@put";
  static final String PUT_ALL = "@putAll";
  static final String SORT_BY = "@sortBy";

  private static final String INPUT = "@input";

  /** Variable of a loop that goes through nothing, which is how a binding is written. */
  static final String UNUSED = "@unused";

  private Macros() {}

  /** Whether a name is that of a macro, whatever its arguments. */
  static boolean isName(String name) {
    return all().stream().anyMatch(macro -> macro.getFunction().equals(name));
  }

  /**
   * All macros. Each takes any number of arguments and looks at it itself: the library would write
   * the number into a key, in the digits of whatever language the process runs in.
   */
  static List<CelMacro> all() {
    Map<String, ImmutableMap.Builder<Integer, CelMacroExpander>> byName = new LinkedHashMap<>();
    Stream.of(tests(), makers(), bindings())
        .flatMap(List::stream)
        .forEach(
            macro ->
                byName
                    .computeIfAbsent(macro.getFunction(), name -> ImmutableMap.builder())
                    .put(macro.getArgumentCount(), macro.getExpander()));
    List<CelMacro> all = new ArrayList<>();
    byName.forEach((name, expanders) -> all.add(ofAnyCount(name, expanders.buildOrThrow())));
    return all;
  }

  private static CelMacro ofAnyCount(
      String name, ImmutableMap<Integer, CelMacroExpander> expanders) {
    CelMacroExpander expander =
        (factory, target, given) -> {
          CelMacroExpander one = expanders.get(given.size());
          return one == null ? Optional.empty() : one.expandMacro(factory, target, given);
        };
    return name.equals(CelStandardMacro.HAS.getFunction())
        ? CelMacro.newGlobalVarArgMacro(name, expander)
        : CelMacro.newReceiverVarArgMacro(name, expander);
  }

  private static List<CelMacro> tests() {
    return List.of(
        CelStandardMacro.HAS.getDefinition(),
        CelStandardMacro.ALL.getDefinition(),
        CelStandardMacro.EXISTS.getDefinition(),
        CelStandardMacro.EXISTS_ONE.getDefinition(),
        CelStandardMacro.EXISTS_ONE_NEW.getDefinition(),
        two("all", 3, Macros::all),
        two("exists", 3, Macros::exists),
        two("exists_one", 3, Macros::existsOne),
        two("existsOne", 3, Macros::existsOne));
  }

  private static List<CelMacro> makers() {
    return List.of(
        one("map", 2, loop -> loop.gather(NEW_LIST, loop.append(loop.last()))),
        one("map", 3, loop -> loop.gather(NEW_LIST, loop.when(loop.append(loop.last())))),
        one("filter", 2, loop -> loop.gather(NEW_LIST, loop.whenLast(loop.append(loop.first())))),
        two("transformList", 3, loop -> loop.gather(NEW_LIST, loop.append(loop.last()))),
        two("transformList", 4, loop -> loop.gather(NEW_LIST, loop.when(loop.append(loop.last())))),
        two("transformMap", 3, loop -> loop.gather(NEW_MAP, loop.put())),
        two("transformMap", 4, loop -> loop.gather(NEW_MAP, loop.when(loop.put()))),
        two("transformMapEntry", 3, loop -> loop.gather(NEW_MAP, loop.putAll())),
        two("transformMapEntry", 4, loop -> loop.gather(NEW_MAP, loop.when(loop.putAll()))));
  }

  private static List<CelMacro> bindings() {
    return List.of(
        CelMacro.newReceiverMacro("bind", 3, Macros::bind),
        CelMacro.newReceiverMacro("sortBy", 2, Macros::sortBy),
        CelMacro.newReceiverMacro("optMap", 2, Macros::optMap),
        CelMacro.newReceiverMacro("optFlatMap", 2, Macros::optFlatMap),
        CelMacro.newReceiverMacro("newCondition", 1, Macros::newCondition));
  }

  /** Writes out one loop. */
  @Immutable
  @FunctionalInterface
  private interface Writer {
    CelExpr write(Loop loop);
  }

  private static CelMacro one(String name, int arguments, Writer writer) {
    return loop(name, arguments, 1, writer);
  }

  private static CelMacro two(String name, int arguments, Writer writer) {
    return loop(name, arguments, 2, writer);
  }

  private static CelMacro loop(String name, int arguments, int variables, Writer writer) {
    return CelMacro.newReceiverMacro(
        name,
        arguments,
        (factory, target, given) ->
            Optional.of(
                problem(factory, given.subList(0, variables))
                    .orElseGet(() -> writer.write(new Loop(factory, target, given, variables)))));
  }

  private static Optional<CelExpr> problem(CelMacroExprFactory factory, List<CelExpr> variables) {
    Set<String> names = new LinkedHashSet<>();
    for (CelExpr variable : variables) {
      if (variable.exprKind().getKind() != Kind.IDENT || variable.ident().name().startsWith(".")) {
        return Optional.of(factory.reportError("a variable of a macro must be a simple name"));
      }
      if (!names.add(variable.ident().name())) {
        return Optional.of(factory.reportError("the variables of a macro must have two names"));
      }
    }
    return Optional.empty();
  }

  /** A loop that is being written out, with the arguments of its macro. */
  private record Loop(
      CelMacroExprFactory factory, CelExpr target, List<CelExpr> given, int variables) {

    CelExpr first() {
      return factory.newIdentifier(given.getFirst().ident().name());
    }

    CelExpr last() {
      return given.getLast();
    }

    CelExpr gathered() {
      return factory.newIdentifier(factory.getAccumulatorVarName());
    }

    CelExpr append(CelExpr element) {
      return factory.newGlobalCall(APPEND, gathered(), element);
    }

    CelExpr put() {
      return factory.newGlobalCall(PUT, gathered(), first(), last());
    }

    CelExpr putAll() {
      return factory.newGlobalCall(PUT_ALL, gathered(), last());
    }

    /** Only where the argument behind the variables holds. */
    CelExpr when(CelExpr step) {
      return conditional(given.get(variables), step);
    }

    CelExpr whenLast(CelExpr step) {
      return conditional(last(), step);
    }

    private CelExpr conditional(CelExpr condition, CelExpr step) {
      return factory.newGlobalCall(Operator.CONDITIONAL.getFunction(), condition, step, gathered());
    }

    CelExpr gather(String initial, CelExpr step) {
      return fold(factory.newGlobalCall(initial), factory.newBoolLiteral(true), step, gathered());
    }

    CelExpr fold(CelExpr initial, CelExpr condition, CelExpr step, CelExpr result) {
      String accumulator = factory.getAccumulatorVarName();
      String name = given.getFirst().ident().name();
      return variables == 1
          ? factory.fold(name, target, accumulator, initial, condition, step, result)
          : factory.fold(
              name,
              given.get(1).ident().name(),
              target,
              accumulator,
              initial,
              condition,
              step,
              result);
    }
  }

  private static CelExpr all(Loop loop) {
    CelMacroExprFactory factory = loop.factory();
    return loop.fold(
        factory.newBoolLiteral(true),
        factory.newGlobalCall(Operator.NOT_STRICTLY_FALSE.getFunction(), loop.gathered()),
        factory.newGlobalCall(Operator.LOGICAL_AND.getFunction(), loop.gathered(), loop.last()),
        loop.gathered());
  }

  private static CelExpr exists(Loop loop) {
    CelMacroExprFactory factory = loop.factory();
    CelExpr none = factory.newGlobalCall(Operator.LOGICAL_NOT.getFunction(), loop.gathered());
    return loop.fold(
        factory.newBoolLiteral(false),
        factory.newGlobalCall(Operator.NOT_STRICTLY_FALSE.getFunction(), none),
        factory.newGlobalCall(Operator.LOGICAL_OR.getFunction(), loop.gathered(), loop.last()),
        loop.gathered());
  }

  private static CelExpr existsOne(Loop loop) {
    CelMacroExprFactory factory = loop.factory();
    CelExpr more =
        factory.newGlobalCall(
            Operator.ADD.getFunction(), loop.gathered(), factory.newIntLiteral(1));
    return loop.fold(
        factory.newIntLiteral(0),
        factory.newBoolLiteral(true),
        loop.whenLast(more),
        factory.newGlobalCall(
            Operator.EQUALS.getFunction(), loop.gathered(), factory.newIntLiteral(1)));
  }

  /** A name for a value within an expression: a loop over nothing, whose result reads it. */
  private static CelExpr bound(
      CelMacroExprFactory factory, String name, CelExpr value, CelExpr result) {
    return factory.fold(
        UNUSED,
        factory.newList(),
        name,
        value,
        factory.newBoolLiteral(false),
        factory.newIdentifier(name),
        result);
  }

  private static Optional<CelExpr> bind(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> given) {
    if (!isName(target, "cel")) {
      return Optional.empty();
    }
    return Optional.of(
        problem(factory, given.subList(0, 1))
            .orElseGet(
                () -> bound(factory, given.get(0).ident().name(), given.get(1), given.get(2))));
  }

  private static boolean isName(CelExpr expr, String name) {
    return expr.exprKind().getKind() == Kind.IDENT && expr.ident().name().equals(name);
  }

  private static Optional<CelExpr> sortBy(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> given) {
    Optional<CelExpr> problem = problem(factory, given.subList(0, 1));
    if (problem.isPresent()) {
      return problem;
    }
    Loop loop = new Loop(factory, factory.newIdentifier(INPUT), given, 1);
    CelExpr keys = loop.gather(NEW_LIST, loop.append(loop.last()));
    CelExpr sorted = factory.newGlobalCall(SORT_BY, factory.newIdentifier(INPUT), keys);
    return Optional.of(bound(factory, INPUT, target, sorted));
  }

  private static Optional<CelExpr> optMap(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> given) {
    return Optional.of(
        problem(factory, given.subList(0, 1))
            .orElseGet(
                () ->
                    whenPresent(
                        factory,
                        target,
                        factory.newGlobalCall("optional.of", ofContent(factory, given)))));
  }

  private static Optional<CelExpr> optFlatMap(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> given) {
    return Optional.of(
        problem(factory, given.subList(0, 1))
            .orElseGet(() -> whenPresent(factory, target, ofContent(factory, given))));
  }

  private static CelExpr ofContent(CelMacroExprFactory factory, List<CelExpr> given) {
    CelExpr content = factory.newReceiverCall("value", factory.newIdentifier(INPUT));
    return bound(factory, given.get(0).ident().name(), content, given.get(1));
  }

  private static CelExpr whenPresent(
      CelMacroExprFactory factory, CelExpr target, CelExpr optional) {
    CelExpr choice =
        factory.newGlobalCall(
            Operator.CONDITIONAL.getFunction(),
            factory.newReceiverCall("hasValue", factory.newIdentifier(INPUT)),
            optional,
            factory.newGlobalCall("optional.none"));
    return bound(factory, INPUT, target, choice);
  }

  /** Keys are written without quotes, as names of fields are. */
  private static Optional<CelExpr> newCondition(
      CelMacroExprFactory factory, CelExpr target, ImmutableList<CelExpr> given) {
    if (!isName(target, "runtime")) {
      return Optional.empty();
    }
    if (given.getFirst().exprKind().getKind() != Kind.MAP) {
      return Optional.of(
          factory.reportError("runtime.newCondition: the argument must be written as a map"));
    }
    Set<String> seen = new LinkedHashSet<>();
    List<CelMap.Entry> entries = new ArrayList<>();
    for (CelMap.Entry entry : given.getFirst().map().entries()) {
      CelExpr key = entry.key();
      String name = key.exprKind().getKind() == Kind.IDENT ? key.ident().name() : "";
      if (entry.optionalEntry() || !ConditionValue.FIELDS.contains(name)) {
        return Optional.of(
            factory.reportError(
                "runtime.newCondition: keys must be type, status, reason and message, without"
                    + " quotes"));
      }
      if (!seen.add(name)) {
        return Optional.of(
            factory.reportError("runtime.newCondition: the key %s is there twice", name));
      }
      entries.add(factory.newMapEntry(factory.newStringLiteral(name), entry.value()));
    }
    for (String required : List.of("type", "status")) {
      if (!seen.contains(required)) {
        return Optional.of(factory.reportError("runtime.newCondition: '%s' is required", required));
      }
    }
    return Optional.of(factory.newGlobalCall(ConditionFunctions.NEW, factory.newMap(entries)));
  }
}
