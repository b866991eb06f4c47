package run.trellis.expression.spel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;

/**
 * What an operation sees while it runs.
 *
 * @param element {@code #this}; null also where there is none, which the compiler has ruled out
 */
record Frame(Bindings bindings, Budget budget, @Nullable Object element) {

  Frame within(@Nullable Object inner) {
    return new Frame(bindings, budget, inner);
  }
}
