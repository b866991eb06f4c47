package run.trellis.expression.function;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.schema.SchemaType;

/** One function of the shared library, with all its overloads. Pure. */
public interface LibraryFunction {

  /** Name without a receiver, such as {@code size} or {@code base64.encode}. */
  String name();

  /** Ways to call it. A method's receiver is the first parameter. */
  List<Overload> overloads();

  /**
   * Type of the result for arguments of these types, as exact as it can be told: the first element
   * of a list of texts is a text. Empty if there is no way to call it with such arguments.
   */
  default Optional<SchemaType> resultType(List<SchemaType> arguments) {
    return overloads().stream()
        .filter(overload -> overload.takes(arguments.size()))
        .map(Overload::result)
        .findFirst();
  }

  /** Whether {@code null} is a value to it as an argument, a method's receiver being the first. */
  default boolean takesNull(int argument) {
    return false;
  }

  /** Whether it may give {@code null} for arguments that are not. */
  default boolean mayGiveNull() {
    return false;
  }

  /** What it needs beyond its signatures, such as {@code a list of numbers}; may be empty. */
  default String need() {
    return "";
  }

  /**
   * The ways to call it as messages show them: {@code text.substring(from: integer, to?: integer):
   * text}.
   */
  default List<String> signatures() {
    return List.of(name());
  }

  /**
   * Calls it.
   *
   * @param arguments values of the value model or opaque values; a method's receiver is the first
   * @throws run.trellis.expression.EvaluationException if the arguments do not fit, or the budget
   *     is exceeded
   */
  @Nullable Object call(List<@Nullable Object> arguments, Budget budget);

  /**
   * One way to call a function.
   *
   * @param parameters types of the parameters; {@link SchemaType#UNKNOWN} takes anything
   * @param result type of the result; unknown also where it depends on the arguments
   * @param repeated whether the last parameter may be left out, or given more than once
   */
  record Overload(List<SchemaType> parameters, SchemaType result, boolean repeated) {
    public Overload {
      parameters = List.copyOf(parameters);
    }

    public Overload(List<SchemaType> parameters, SchemaType result) {
      this(parameters, result, false);
    }

    /** Whether it may be called with so many arguments. */
    public boolean takes(int count) {
      return repeated ? count >= parameters.size() - 1 : count == parameters.size();
    }
  }
}
