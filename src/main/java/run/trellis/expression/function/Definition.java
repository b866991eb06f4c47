package run.trellis.expression.function;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.function.LibraryFunction.Overload;
import run.trellis.schema.SchemaType;

/**
 * One way to call one function: its signature, what the reference page says of it, and its body.
 * Written as {@code method("first", LIST).doc(…).gives(ELEMENT, call -> …)}.
 */
record Definition(Form form, FunctionDoc doc, Result result, Body body) {

  /** Characters of text arguments that count as one step: most functions read them once. */
  private static final int CHARACTERS_PER_STEP = 64;

  /** A function that is called without a receiver. */
  static Form function(String name, Parameter... parameters) {
    return new Form(name, false, List.of(parameters));
  }

  /** A function that is called on a receiver. */
  static Form method(String name, Kind receiver, Parameter... parameters) {
    return new Form(
        name,
        true,
        Stream.concat(Stream.of(receiver.as("receiver")), Stream.of(parameters)).toList());
  }

  String name() {
    return form.name;
  }

  boolean isMethod() {
    return form.method;
  }

  /** Calls it. The one place where a failure gets the name of the function. */
  @Nullable Object call(List<@Nullable Object> arguments, Budget budget) {
    try {
      return body.apply(new Call(converted(arguments, budget), budget));
    } catch (EvaluationException e) {
      boolean ofExpression = e.code() == Code.BUDGET_EXCEEDED;
      throw ofExpression ? e : new EvaluationException(e.code(), form.name + ": " + e.getMessage());
    }
  }

  private List<@Nullable Object> converted(List<@Nullable Object> arguments, Budget budget) {
    List<@Nullable Object> converted = new ArrayList<>(arguments.size());
    long characters = 0;
    for (int i = 0; i < arguments.size(); i++) {
      Object argument = arguments.get(i);
      converted.add(form.parameter(i).kind().convert(argument));
      characters += argument instanceof String text ? text.length() : 0;
    }
    budget.steps(1 + characters / CHARACTERS_PER_STEP);
    return converted;
  }

  /**
   * One overload for each number of arguments it can be called with, a repeated parameter apart.
   */
  Stream<Overload> overloads() {
    List<SchemaType> types =
        form.parameters.stream().map(parameter -> parameter.kind().schema()).toList();
    return IntStream.rangeClosed(form.required(), types.size())
        .filter(count -> !form.isRepeated() || count == types.size())
        .mapToObj(count -> types.subList(0, count))
        .map(list -> new Overload(list, result.of(list), form.isRepeated()));
  }

  /** Name, kind and parameters. */
  record Form(String name, boolean method, List<Parameter> parameters) {

    /**
     * Documents it.
     *
     * @param example an expression in SpEL
     * @param result an expression that equals the example
     */
    Documented doc(String text, String example, String result) {
      return new Documented(this, text, example, result);
    }

    String signature() {
      String list =
          parameters.stream()
              .skip(method ? 1 : 0)
              .map(method ? Parameter::display : Parameter::displaySource)
              .collect(Collectors.joining(", ", name + "(", ")"));
      return method ? parameters.getFirst().kind() + "." + list : list;
    }

    boolean isRepeated() {
      return !parameters.isEmpty() && parameters.getLast().isRepeated();
    }

    int required() {
      return (int) parameters.stream().filter(Parameter::isRequired).count();
    }

    boolean takes(int count) {
      return count >= required() && (isRepeated() || count <= parameters.size());
    }

    Parameter parameter(int index) {
      return parameters.get(Math.min(index, parameters.size() - 1));
    }

    /** Whether an argument fits, the receiver being the first of a method. */
    boolean takes(int index, @Nullable Object argument) {
      Kind kind = parameter(index).kind();
      return (method && index == 0) ? kind.is(argument) : kind.takes(argument);
    }

    boolean takes(List<@Nullable Object> arguments) {
      return takes(arguments.size())
          && IntStream.range(0, arguments.size()).allMatch(i -> takes(i, arguments.get(i)));
    }

    boolean mayTake(List<SchemaType> types) {
      return takes(types.size())
          && IntStream.range(0, types.size()).allMatch(i -> mayTake(i, types.get(i)));
    }

    private boolean mayTake(int index, SchemaType type) {
      Kind kind = parameter(index).kind();
      return (method && index == 0) ? kind.mayBe(type) : kind.mayTake(type);
    }
  }

  /** A form with what the reference page says of it. */
  record Documented(Form form, String text, String example, String exampleResult) {

    /** Completes the definition. */
    Definition gives(Result result, Body body) {
      FunctionDoc doc =
          new FunctionDoc(form.signature() + ": " + result, text, example, exampleResult);
      return new Definition(form, doc, result, body);
    }
  }

  /** What a function does with arguments that fit. */
  @FunctionalInterface
  interface Body {
    @Nullable Object apply(Call call);
  }
}
