package run.trellis.expression.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.expression.Budget;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.OpaqueValue;

/**
 * One row of a table of cases: a call and what must come of it. Numbers may be written as Java's
 * {@code int}; an opaque result is compared by its text.
 */
record Case(String name, boolean method, List<@Nullable Object> arguments, Outcome expected) {

  private static final FunctionLibrary LIBRARY = StandardLibrary.create();

  sealed interface Outcome {
    record Gives(@Nullable Object value) implements Outcome {}

    record Fails(Code code, String message) implements Outcome {}
  }

  /** A call that waits for its expectation. */
  record Call(String name, boolean method, List<@Nullable Object> arguments) {

    Case gives(@Nullable Object value) {
      return new Case(name, method, arguments, new Outcome.Gives(inModel(value)));
    }

    /** The message must contain the given part. */
    Case fails(Code code, String message) {
      return new Case(name, method, arguments, new Outcome.Fails(code, message));
    }

    @Nullable Object value(Budget budget) {
      LibraryFunction function =
          (method ? LIBRARY.method(name) : LIBRARY.function(name)).orElseThrow();
      return function.call(arguments, budget);
    }

    @Nullable Object value() {
      return value(Budget.standard());
    }
  }

  static Call method(@Nullable Object receiver, String name, @Nullable Object... arguments) {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(inModel(receiver));
    Arrays.asList(arguments).forEach(argument -> all.add(inModel(argument)));
    return new Call(name, true, all);
  }

  static Call function(String name, @Nullable Object... arguments) {
    List<@Nullable Object> all = new ArrayList<>();
    Arrays.asList(arguments).forEach(argument -> all.add(inModel(argument)));
    return new Call(name, false, all);
  }

  static List<@Nullable Object> list(@Nullable Object... elements) {
    return Arrays.asList(elements);
  }

  /** What a global function gives, as an argument of another call. */
  static Object made(String function, Object... arguments) {
    Object value = function(function, arguments).value();
    assertThat(value).isNotNull();
    return value == null ? "" : value;
  }

  private static @Nullable Object inModel(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(inModel(element)));
      return copy;
    }
    return value instanceof OpaqueValue ? value : JsonTree.copyOf(value);
  }

  void check() {
    Call call = new Call(name, method, arguments);
    switch (expected) {
      case Outcome.Gives(Object value) -> assertThat(text(call.value())).isEqualTo(value);
      case Outcome.Fails(Code code, String message) -> {
        EvaluationException failure = catchThrowableOfType(EvaluationException.class, call::value);
        assertThat(failure).as("failure").isNotNull();
        assertThat(failure.getMessage()).contains(message).hasSizeLessThan(300);
        assertThat(code == Code.BUDGET_EXCEEDED || failure.getMessage().contains(name))
            .as("%s names the function", failure.getMessage())
            .isTrue();
        assertThat(failure.code()).isEqualTo(code);
      }
    }
  }

  private static @Nullable Object text(@Nullable Object value) {
    return value instanceof OpaqueValue opaque ? opaque.text() : value;
  }

  @Override
  public String toString() {
    String list = Messages.shorten(arguments.toString(), 60);
    return name + " of " + list + " " + Messages.shorten(expected.toString(), 60);
  }
}
