package run.trellis.expression.cel;

import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.function.FunctionDoc;

/**
 * One way to call one function: its signature, what the reference page says of it, and its body.
 * Written as {@code method("charAt", STRING, INT).doc(…).gives(STRING, arguments -> …)}.
 *
 * @param doc null where the function is an operator, which needs no explanation
 */
record Overload(Form form, CelType result, @Nullable FunctionDoc doc, Body body) {

  /** What a function does with arguments that fit. */
  @FunctionalInterface
  interface Body {
    /**
     * The value.
     *
     * @throws run.trellis.expression.EvaluationException if there is none, or the budget is
     *     exceeded
     */
    @Nullable Object apply(Arguments arguments);
  }

  /** A function that is called without a receiver; its name may be qualified. */
  static Form function(String name, CelType... parameters) {
    return new Form(name, false, List.of(parameters));
  }

  /** A function that is called on a receiver, the first parameter. */
  static Form method(String name, CelType... parameters) {
    return new Form(name, true, List.of(parameters));
  }

  String name() {
    return form.name;
  }

  boolean isMethod() {
    return form.method;
  }

  /** What the type checker knows it by; no other overload has the same. */
  String id() {
    return form.signature();
  }

  CelOverloadDecl declaration() {
    return form.method
        ? CelOverloadDecl.newMemberOverload(id(), result, form.parameters)
        : CelOverloadDecl.newGlobalOverload(id(), result, form.parameters);
  }

  /** Whether it can be called with the values, the receiver of a method being the first. */
  boolean takes(@Nullable Object[] values) {
    return values.length == form.parameters.size()
        && IntStream.range(0, values.length)
            .allMatch(i -> ValueTypes.has(form.parameters.get(i), values[i]));
  }

  /** Name and parameters. */
  record Form(String name, boolean method, List<CelType> parameters) {

    /** Completes an overload that needs no explanation. */
    Overload gives(CelType result, Body body) {
      return new Overload(this, result, null, body);
    }

    /**
     * Documents it.
     *
     * @param example an expression that calls it
     * @param result an expression that equals the example
     */
    Documented doc(String text, String example, String result) {
      return new Documented(this, text, example, result);
    }

    String signature() {
      String list =
          parameters.stream()
              .skip(method ? 1 : 0)
              .map(ValueTypes::display)
              .collect(Collectors.joining(", ", name + "(", ")"));
      return method ? ValueTypes.display(parameters.getFirst()) + "." + list : list;
    }
  }

  /** A form with what the reference page says of it. */
  record Documented(Form form, String text, String example, String exampleResult) {

    /** Completes the overload. */
    Overload gives(CelType result, Body body) {
      String signature = form.signature() + ": " + ValueTypes.display(result);
      return new Overload(
          form, result, new FunctionDoc(signature, text, example, exampleResult), body);
    }
  }
}
