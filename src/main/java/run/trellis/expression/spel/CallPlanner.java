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
import run.trellis.expression.function.FunctionLibrary;
import run.trellis.expression.function.LibraryFunction;
import run.trellis.expression.spel.PathNode.Absence;
import run.trellis.expression.spel.Planner.Surroundings;
import run.trellis.schema.SchemaType;

/** Plans calls of functions and methods of the library. */
final class CallPlanner {

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
    SchemaType result = resultType(call, function, List.of(all));
    Origin origin =
        structure == null || receiver == null ? null : origin(receiver.origin(), structure);
    return Plan.made(node, result, secretOf).from(origin);
  }

  private static CallNode.Receiver receiver(
      Plan receiver, boolean nullSafe, @Nullable StructuralMethod structure) {
    return new CallNode.Receiver(receiver.node(), nullSafe, receiver.origin(), structure != null);
  }

  private SchemaType resultType(Syntax.Call call, LibraryFunction function, List<Plan> arguments) {
    List<SchemaType> types = arguments.stream().map(Plan::type).toList();
    Optional<SchemaType> result = function.resultType(types);
    if (result.isEmpty()) {
      String given = types.stream().map(SchemaType::display).collect(Collectors.joining(", "));
      planner.problem(
          ProblemCode.TYPE_MISMATCH,
          call.span(),
          "`" + function.name() + "` does not take (" + given + ")",
          "it is " + String.join(" or ", function.signatures()));
    }
    return result.orElse(SchemaType.UNKNOWN);
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
