package run.trellis.expression.function;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/**
 * One call of a function, whose arguments were found to fit its parameters: the accessors need no
 * checks.
 *
 * @param arguments in the form that {@link Kind#convert} gives; a method's receiver is the first
 */
record Call(List<@Nullable Object> arguments, Budget budget) {

  /** Whether an optional argument was given. */
  boolean has(int index) {
    return index < arguments.size();
  }

  @Nullable Object value(int index) {
    return arguments.get(index);
  }

  <T> T value(int index, Class<T> type) {
    return type.cast(present(index));
  }

  String text(int index) {
    return (String) present(index);
  }

  long integer(int index) {
    return (Long) present(index);
  }

  long integer(int index, long otherwise) {
    return has(index) ? integer(index) : otherwise;
  }

  /**
   * Size of what the first argument is part of, or place in it, as an {@code int}: more cannot
   * exist.
   */
  int size(int index) {
    return Math.toIntExact(Math.clamp(integer(index), Integer.MIN_VALUE, Integer.MAX_VALUE));
  }

  boolean bool(int index) {
    return (Boolean) present(index);
  }

  @SuppressWarnings("unchecked") // elements of the value model are objects or null
  List<@Nullable Object> list(int index) {
    return (List<@Nullable Object>) present(index);
  }

  @SuppressWarnings("unchecked") // keys of the value model are text
  Map<String, @Nullable Object> map(int index) {
    return (Map<String, @Nullable Object>) present(index);
  }

  /** Arguments from one on: those of a repeated parameter. */
  List<@Nullable Object> from(int index) {
    return arguments.subList(Math.min(index, arguments.size()), arguments.size());
  }

  /** Announces a text about to be made, and gives it back. */
  String announced(String text) {
    budget.text(text.length());
    return text;
  }

  /** A list about to leave the function: nobody changes it any more. */
  static List<@Nullable Object> sealed(List<? extends @Nullable Object> made) {
    return Collections.unmodifiableList(made);
  }

  private Object present(int index) {
    Object value = arguments.get(index);
    if (value == null) {
      throw new IllegalStateException("no check kept null from argument " + index);
    }
    return value;
  }
}
