package run.trellis.expression.function;

import java.util.List;
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
   */
  record Overload(List<SchemaType> parameters, SchemaType result) {
    public Overload {
      parameters = List.copyOf(parameters);
    }
  }
}
