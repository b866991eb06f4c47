package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;

/**
 * What a function is called with: values that were found to have the types of its parameters, so
 * that the accessors need no checks. The receiver of a method is the first.
 */
final class Arguments {

  private final @Nullable Object[] values;
  private final Budget budget;

  Arguments(@Nullable Object[] values, Budget budget) {
    this.values = values;
    this.budget = budget;
  }

  Budget budget() {
    return budget;
  }

  int count() {
    return values.length;
  }

  @Nullable Object value(int index) {
    return values[index];
  }

  <T> T value(int index, Class<T> type) {
    return type.cast(Objects.requireNonNull(values[index]));
  }

  String text(int index) {
    return value(index, String.class);
  }

  long integer(int index) {
    return value(index, Long.class);
  }

  double real(int index) {
    return value(index, Double.class);
  }

  Bytes bytes(int index) {
    return value(index, Bytes.class);
  }

  @SuppressWarnings("unchecked") // elements of lists are objects or null
  List<@Nullable Object> list(int index) {
    return (List<@Nullable Object>) Objects.requireNonNull(values[index]);
  }

  @SuppressWarnings("unchecked") // keys and values of maps are objects or null
  Map<Object, @Nullable Object> map(int index) {
    return (Map<Object, @Nullable Object>) Objects.requireNonNull(values[index]);
  }

  OptionalValue optional(int index) {
    return value(index, OptionalValue.class);
  }

  /** Announces a text about to be given back, or to be encoded. */
  String announced(String text) {
    budget.text(text.length());
    return text;
  }
}
