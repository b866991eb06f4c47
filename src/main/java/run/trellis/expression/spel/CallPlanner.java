package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.api.NearestName;
import run.trellis.api.ProblemCode;
import run.trellis.expression.Place;
import run.trellis.expression.function.FunctionLibrary;
import run.trellis.expression.function.LibraryFunction;
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.schema.SchemaType;

/** Plans calls of functions and methods of the library. */
final class CallPlanner {

  /** The one function whose result is no value. */
  private static final String OMIT = "omit";

  /** The one method that is told by text what to read. */
  private static final String SORT_BY = "sortBy";

  private final Planner planner;
  private final FunctionLibrary library;

  CallPlanner(Planner planner, FunctionLibrary library) {
    this.planner = planner;
    this.library = library;
  }

  Plan plan(Syntax.Call call, Surroundings surroundings) {
    Syntax target = call.target();
    if (target == null) {
      return withoutTarget(call, surroundings);
    }
    if (target instanceof Syntax.Name name && planner.scope().find(name.name()).isEmpty()) {
      String qualified = name.name() + "." + call.name();
      Optional<LibraryFunction> function = library.function(qualified);
      if (function.isPresent()) {
        return call(call, function.get(), null, surroundings);
      }
      if (isNamespace(name.name())) {
        return unknown(call, qualified, library.functionNames(), "function", surroundings);
      }
    }
    Plan receiver =
        planner.plan(target, surroundings, call.nullSafe() ? Absence.NULL_AT_END : Absence.WRONG);
    Optional<LibraryFunction> method = library.method(call.name());
    return method.isPresent()
        ? call(call, method.get(), receiver, surroundings)
        : unknown(call, call.name(), library.methodNames(), "method", surroundings);
  }

  /** A function; within a projection also a method of the element, as in SpEL. */
  private Plan withoutTarget(Syntax.Call call, Surroundings surroundings) {
    int count = call.arguments().size();
    Optional<LibraryFunction> function = library.function(call.name());
    Optional<LibraryFunction> method =
        surroundings.element() == null
            ? Optional.empty()
            : library.method(call.name()).filter(candidate -> takes(candidate, count + 1));
    if (method.isPresent() && function.filter(candidate -> takes(candidate, count)).isEmpty()) {
      return call(call, method.get(), surroundings.element(), surroundings);
    }
    return function.isPresent()
        ? call(call, function.get(), null, surroundings)
        : unknown(call, call.name(), library.functionNames(), "function", surroundings);
  }

  private static boolean takes(LibraryFunction function, int count) {
    return function.overloads().stream().anyMatch(overload -> overload.takes(count));
  }

  private boolean isNamespace(String name) {
    return library.functionNames().stream().anyMatch(function -> function.startsWith(name + "."));
  }

  private Plan unknown(
      Syntax.Call call, String name, Set<String> known, String kind, Surroundings surroundings) {
    call.arguments().forEach(argument -> planner.plan(argument, surroundings));
    boolean other =
        (kind.equals("method") ? library.function(name) : library.method(name)).isPresent();
    String hint =
        other
            ? (kind.equals("method")
                ? "it is a function: write " + name + "(…)"
                : "it is a method: write it behind a value, value." + name + "(…)")
            : NearestName.hint(name, known);
    planner.problem(
        ProblemCode.UNKNOWN_FUNCTION,
        call.nameSpan(),
        "there is no " + kind + " `" + name + "`",
        hint);
    return Plan.invalid();
  }

  private Plan call(
      Syntax.Call call,
      LibraryFunction function,
      @Nullable Plan receiver,
      Surroundings surroundings) {
    List<Plan> arguments = new ArrayList<>();
    call.arguments().forEach(argument -> arguments.add(planner.plan(argument, surroundings)));
    Plan[] all =
        Stream.concat(Stream.ofNullable(receiver), arguments.stream()).toArray(Plan[]::new);
    String secretOf = Planner.secretOf(all);
    StructuralMethod structure =
        receiver == null ? null : StructuralMethod.named(call.name()).orElse(null);
    Node node =
        new CallNode(
            function,
            receiver == null ? null : receiver(receiver, call.nullSafe(), structure),
            arguments.stream().map(Plan::node).toList(),
            new Place(call.span(), function.name(), secretOf));
    ValueType result = result(call, function, receiver, arguments);
    Origin origin =
        structure == null || receiver == null ? null : origin(receiver.origin(), structure);
    return Plan.made(node, result, secretOf).from(origin);
  }

  private static CallNode.Receiver receiver(
      Plan receiver, boolean nullSafe, @Nullable StructuralMethod structure) {
    return new CallNode.Receiver(receiver.node(), nullSafe, receiver.origin(), structure != null);
  }

  private ValueType result(
      Syntax.Call call, LibraryFunction function, @Nullable Plan receiver, List<Plan> arguments) {
    if (function.name().equals(OMIT)) {
      return ValueType.OMISSION;
    }
    boolean present = arePresent(call, function, receiver, arguments);
    List<Plan> all = Stream.concat(Stream.ofNullable(receiver), arguments.stream()).toList();
    Optional<SchemaType> type = present ? resultType(call, function, all) : Optional.empty();
    if (type.isPresent() && receiver != null && function.name().equals(SORT_BY)) {
      SortPath.check(planner, call, receiver.type());
    }
    boolean passesNull = receiver != null && call.nullSafe() && receiver.value().nullable();
    return ValueType.of(type.orElse(SchemaType.UNKNOWN))
        .orNull(function.mayGiveNull() || passesNull);
  }

  /** Whether nothing is null that must not be; tells what may be. */
  private boolean arePresent(
      Syntax.Call call, LibraryFunction function, @Nullable Plan receiver, List<Plan> arguments) {
    String operation = "`" + function.name() + "`";
    Syntax target = call.target();
    boolean present = true;
    // What live state does not have is waited for.
    if (receiver != null && target != null && !call.nullSafe() && !receiver.isObserved()) {
      present = planner.requirePresent(target, receiver, operation);
    }
    int first = receiver == null ? 0 : 1;
    for (int i = 0; i < arguments.size(); i++) {
      Plan argument = arguments.get(i);
      boolean nullTaken = function.takesNull(first + i) && !argument.value().omittable();
      present &= nullTaken || planner.requirePresent(call.arguments().get(i), argument, operation);
    }
    return present;
  }

  private Optional<SchemaType> resultType(
      Syntax.Call call, LibraryFunction function, List<Plan> arguments) {
    List<SchemaType> types = arguments.stream().map(Plan::type).toList();
    Optional<SchemaType> result = function.resultType(types);
    if (result.isEmpty()) {
      String given = types.stream().map(SchemaType::display).collect(Collectors.joining(", "));
      String need = function.need().isEmpty() ? "" : ", on " + function.need();
      String conversion = TypeRules.conversion(types.toArray(SchemaType[]::new));
      planner.problem(
          ProblemCode.TYPE_MISMATCH,
          call.span(),
          "`" + function.name() + "` does not take (" + given + ")",
          conversion.isEmpty()
              ? "it is " + String.join(" or ", function.signatures()) + need
              : conversion);
    }
    return result;
  }

  private static @Nullable Origin origin(@Nullable Origin receiver, StructuralMethod structure) {
    if (receiver == null) {
      return null;
    }
    return switch (structure.result()) {
      case ELEMENTS -> receiver;
      case ELEMENT, NESTED_ELEMENTS -> receiver.element();
    };
  }
}
