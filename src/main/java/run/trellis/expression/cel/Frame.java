package run.trellis.expression.cel;

import org.jspecify.annotations.Nullable;
import run.trellis.expression.Bindings;
import run.trellis.expression.Budget;

/**
 * What operations see while they run, and the values of the variables that macros declare, each of
 * which has a place of its own. Of one evaluation.
 */
final class Frame {

  private final Bindings bindings;
  private final Budget budget;
  private final @Nullable Object[] slots;

  Frame(Bindings bindings, Budget budget, int slots) {
    this.bindings = bindings;
    this.budget = budget;
    this.slots = new @Nullable Object[slots];
  }

  Bindings bindings() {
    return bindings;
  }

  Budget budget() {
    return budget;
  }

  /** The value of a variable. */
  @Nullable Object get(int slot) {
    return slots[slot];
  }

  void set(int slot, @Nullable Object value) {
    slots[slot] = value;
  }
}
