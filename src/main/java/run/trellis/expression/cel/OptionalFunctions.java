package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.A;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.LIST;
import static run.trellis.expression.cel.ValueTypes.OPTIONAL;
import static run.trellis.expression.cel.ValueTypes.listOf;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Optional values. */
final class OptionalFunctions {

  private OptionalFunctions() {}

  static List<Overload> all() {
    List<Overload> all = new ArrayList<>(making());
    all.addAll(reading());
    return all;
  }

  private static List<Overload> making() {
    return List.of(
        function("optional.of", A)
            .doc("An optional value that is there.", "optional.of(1).hasValue()", "true")
            .gives(OPTIONAL, arguments -> OptionalValue.of(arguments.value(0))),
        function("optional.none")
            .doc("An optional value that is not there.", "optional.none().hasValue()", "false")
            .gives(OPTIONAL, arguments -> OptionalValue.NONE),
        function("optional.ofNonZeroValue", A)
            .doc(
                "An optional value that is there unless it is null, false, zero or empty.",
                "optional.ofNonZeroValue('').hasValue()",
                "false")
            .gives(
                OPTIONAL,
                arguments ->
                    isZero(arguments.value(0))
                        ? OptionalValue.NONE
                        : OptionalValue.of(arguments.value(0))),
        function("optional.unwrap", listOf(OPTIONAL))
            .doc(
                "The values that are there.",
                "optional.unwrap([optional.of(1), optional.none()])",
                "[1]")
            .gives(LIST, OptionalFunctions::unwrapped),
        method("unwrapOpt", listOf(OPTIONAL))
            .doc(
                "The values that are there.",
                "[optional.of(1), optional.none()].unwrapOpt()",
                "[1]")
            .gives(LIST, OptionalFunctions::unwrapped));
  }

  private static List<Overload> reading() {
    return List.of(
        method("hasValue", OPTIONAL)
            .doc("Whether the value is there.", "{'a': 1}.?b.hasValue()", "false")
            .gives(BOOL, arguments -> arguments.optional(0).isPresent()),
        method("value", OPTIONAL)
            .doc("The value, which must be there.", "{'a': 1}.?a.value()", "1")
            .gives(A, arguments -> value(arguments.optional(0))),
        method("or", OPTIONAL, OPTIONAL)
            .doc(
                "The first of two optional values that is there.",
                "{'a': 1}.?b.or(optional.of(2)).value()",
                "2")
            .gives(OPTIONAL, OptionalFunctions::planned),
        method("orValue", OPTIONAL, A)
            .doc("The value, or another if it is not there.", "{'a': 1}.?b.orValue(2)", "2")
            .gives(A, OptionalFunctions::planned),
        method("first", LIST)
            .doc("The first element, if there is one.", "['a', 'b'].first().value()", "'a'")
            .gives(OPTIONAL, arguments -> element(arguments.list(0), 0)),
        method("last", LIST)
            .doc("The last element, if there is one.", "['a', 'b'].last().value()", "'b'")
            .gives(
                OPTIONAL, arguments -> element(arguments.list(0), arguments.list(0).size() - 1)));
  }

  /** The planner has an operation of its own for it. */
  private static Object planned(Arguments arguments) {
    throw new IllegalStateException("alternatives are planned");
  }

  private static boolean isZero(@Nullable Object value) {
    return switch (value) {
      case null -> true;
      case Boolean bool -> !bool;
      case Long number -> number == 0;
      case Double number -> number == 0;
      case UnsignedInt number -> number.bits() == 0;
      case String text -> text.isEmpty();
      case Bytes bytes -> bytes.size() == 0;
      case List<?> list -> list.isEmpty();
      case Map<?, ?> map -> map.isEmpty();
      case DurationValue span -> span.nanos() == 0;
      case OptionalValue optional -> !optional.isPresent();
      default -> false;
    };
  }

  private static @Nullable Object value(OptionalValue optional) {
    if (!optional.isPresent()) {
      throw Failures.invalid("optional.none() has no value");
    }
    return optional.value();
  }

  private static OptionalValue element(List<@Nullable Object> list, int index) {
    return list.isEmpty() ? OptionalValue.NONE : OptionalValue.of(list.get(index));
  }

  private static Object unwrapped(Arguments arguments) {
    arguments.budget().elements(arguments.list(0).size());
    List<@Nullable Object> values = new ArrayList<>();
    for (Object element : arguments.list(0)) {
      if (!(element instanceof OptionalValue optional)) {
        throw Failures.mismatch("an element must be an optional value");
      }
      if (optional.isPresent()) {
        values.add(optional.value());
      }
    }
    return Collections.unmodifiableList(values);
  }
}
