package run.trellis.expression;

import java.util.List;
import run.trellis.schema.SchemaType;

/**
 * An expression that was checked, ready to be evaluated. Immutable and safe for use by many
 * threads.
 */
public interface Compiled {

  String source();

  SchemaType resultType();

  /** Whether the result may be {@code null}, which leaves a field out. */
  default boolean mayBeNull() {
    return false;
  }

  /** Whether the result may be an omission. */
  default boolean mayBeOmitted() {
    return false;
  }

  /** What is wrong; if anything is, every evaluation fails. */
  List<ExpressionProblem> problems();

  /** Whether the result may carry content of a sensitive name. */
  boolean sensitive();

  /**
   * The same expression where a boolean is wanted: a value of the language that stands for nothing
   * is false there. {@code null} is not such a value.
   */
  default Compiled asCondition() {
    return this;
  }

  /**
   * The same expression without what only checking needs: types, which hold on to whole schemas.
   * Its result type is unknown.
   */
  default Compiled withoutTypes() {
    return this;
  }

  /** Evaluates. Never throws, always ends within the budget. */
  Evaluated evaluate(Bindings bindings, Budget budget);
}
