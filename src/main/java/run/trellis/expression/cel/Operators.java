package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.function;
import static run.trellis.expression.cel.ValueTypes.A;
import static run.trellis.expression.cel.ValueTypes.B;
import static run.trellis.expression.cel.ValueTypes.BOOL;
import static run.trellis.expression.cel.ValueTypes.BYTES;
import static run.trellis.expression.cel.ValueTypes.DOUBLE;
import static run.trellis.expression.cel.ValueTypes.DURATION;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.LIST;
import static run.trellis.expression.cel.ValueTypes.MAP;
import static run.trellis.expression.cel.ValueTypes.OPTIONAL;
import static run.trellis.expression.cel.ValueTypes.STRING;
import static run.trellis.expression.cel.ValueTypes.TIMESTAMP;
import static run.trellis.expression.cel.ValueTypes.UINT;
import static run.trellis.expression.cel.ValueTypes.listOf;
import static run.trellis.expression.cel.ValueTypes.mapOf;
import static run.trellis.expression.cel.ValueTypes.optionalOf;

import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Budget;
import run.trellis.expression.cel.Nodes.Combination;

/** The operators: what the type checker has to know of them, and what the simple ones do. */
final class Operators {

  /** Types of which the values of one have an order. */
  static final List<CelType> ORDERED =
      List.of(INT, UINT, DOUBLE, BOOL, DURATION, TIMESTAMP, STRING, BYTES);

  /** Operators that compute both sides first, by the names that the parser gives them. */
  static final Map<String, Combination> COMBINATIONS =
      Map.ofEntries(
          Map.entry(Operator.ADD.getFunction(), Calculation::add),
          Map.entry(Operator.SUBTRACT.getFunction(), Calculation::subtract),
          Map.entry(Operator.MULTIPLY.getFunction(), Calculation::multiply),
          Map.entry(Operator.DIVIDE.getFunction(), Calculation::divide),
          Map.entry(Operator.MODULO.getFunction(), Calculation::remainder),
          Map.entry(Operator.EQUALS.getFunction(), Equality::equal),
          Map.entry(
              Operator.NOT_EQUALS.getFunction(),
              (left, right, budget) -> !Equality.equal(left, right, budget)),
          Map.entry(
              Operator.LESS.getFunction(),
              (left, right, budget) -> Ordering.holds("<", left, right, budget)),
          Map.entry(
              Operator.LESS_EQUALS.getFunction(),
              (left, right, budget) -> Ordering.holds("<=", left, right, budget)),
          Map.entry(
              Operator.GREATER.getFunction(),
              (left, right, budget) -> Ordering.holds(">", left, right, budget)),
          Map.entry(
              Operator.GREATER_EQUALS.getFunction(),
              (left, right, budget) -> Ordering.holds(">=", left, right, budget)),
          Map.entry(Operator.IN.getFunction(), Calculation::isIn));

  private Operators() {}

  static List<Overload> all() {
    return Stream.of(arithmetic(), times(), comparisons(), logic(), parts(), gathering())
        .flatMap(List::stream)
        .toList();
  }

  private static Overload binary(Operator operator, CelType left, CelType right, CelType result) {
    Combination combination = COMBINATIONS.getOrDefault(operator.getFunction(), Operators::never);
    return function(operator.getFunction(), left, right)
        .gives(
            result,
            arguments ->
                combination.apply(arguments.value(0), arguments.value(1), arguments.budget()));
  }

  private static Overload same(Operator operator, CelType type) {
    return binary(operator, type, type, type);
  }

  /** The planner has an operation of its own for it. */
  private static Overload planned(String name, CelType result, CelType... parameters) {
    return function(name, parameters)
        .gives(
            result,
            arguments -> {
              throw new IllegalStateException(name + " is planned");
            });
  }

  private static Object never(@Nullable Object left, @Nullable Object right, Budget budget) {
    throw new IllegalStateException("not an operator of two values");
  }

  private static List<Overload> arithmetic() {
    List<Overload> all = new ArrayList<>();
    for (Operator operator :
        List.of(Operator.ADD, Operator.SUBTRACT, Operator.MULTIPLY, Operator.DIVIDE)) {
      List.of(INT, UINT, DOUBLE).forEach(type -> all.add(same(operator, type)));
    }
    List.of(INT, UINT).forEach(type -> all.add(same(Operator.MODULO, type)));
    List.of(STRING, BYTES, LIST).forEach(type -> all.add(same(Operator.ADD, type)));
    for (CelType type : List.of(INT, DOUBLE)) {
      all.add(planned(Operator.NEGATE.getFunction(), type, type));
    }
    return all;
  }

  private static List<Overload> times() {
    return List.of(
        binary(Operator.ADD, TIMESTAMP, DURATION, TIMESTAMP),
        binary(Operator.ADD, DURATION, TIMESTAMP, TIMESTAMP),
        same(Operator.ADD, DURATION),
        binary(Operator.SUBTRACT, TIMESTAMP, TIMESTAMP, DURATION),
        binary(Operator.SUBTRACT, TIMESTAMP, DURATION, TIMESTAMP),
        same(Operator.SUBTRACT, DURATION));
  }

  private static List<Overload> comparisons() {
    List<Overload> all = new ArrayList<>();
    for (Operator operator :
        List.of(Operator.LESS, Operator.LESS_EQUALS, Operator.GREATER, Operator.GREATER_EQUALS)) {
      ORDERED.forEach(type -> all.add(binary(operator, type, type, BOOL)));
    }
    all.add(binary(Operator.EQUALS, A, A, BOOL));
    all.add(binary(Operator.NOT_EQUALS, A, A, BOOL));
    all.add(binary(Operator.IN, A, LIST, BOOL));
    all.add(binary(Operator.IN, A, MAP, BOOL));
    return all;
  }

  private static List<Overload> logic() {
    return List.of(
        planned(Operator.LOGICAL_AND.getFunction(), BOOL, BOOL, BOOL),
        planned(Operator.LOGICAL_OR.getFunction(), BOOL, BOOL, BOOL),
        planned(Operator.LOGICAL_NOT.getFunction(), BOOL, BOOL),
        planned(Operator.NOT_STRICTLY_FALSE.getFunction(), BOOL, BOOL),
        planned(Operator.CONDITIONAL.getFunction(), A, BOOL, A, A));
  }

  private static List<Overload> parts() {
    String index = Operator.INDEX.getFunction();
    String optional = Operator.OPTIONAL_INDEX.getFunction();
    return List.of(
        planned(index, A, LIST, INT),
        planned(index, B, MAP, A),
        planned(index, OPTIONAL, optionalOf(LIST), INT),
        planned(index, optionalOf(B), optionalOf(MAP), A),
        planned(optional, OPTIONAL, LIST, INT),
        planned(optional, optionalOf(B), MAP, A),
        planned(optional, OPTIONAL, optionalOf(LIST), INT),
        planned(optional, optionalOf(B), optionalOf(MAP), A));
  }

  /** What macros are written out to. */
  private static List<Overload> gathering() {
    List<Overload> all = new ArrayList<>();
    all.add(planned(Macros.NEW_LIST, LIST));
    all.add(planned(Macros.NEW_MAP, MAP));
    all.add(planned(Macros.APPEND, LIST, LIST, A));
    all.add(planned(Macros.PUT, MAP, MAP, A, B));
    all.add(planned(Macros.PUT_ALL, MAP, MAP, mapOf(A, B)));
    for (CelType key : ORDERED) {
      all.add(
          function(Macros.SORT_BY, LIST, listOf(key))
              .gives(
                  LIST,
                  arguments ->
                      ListSorting.sorted(
                          arguments.list(0), arguments.list(1), arguments.budget())));
    }
    return all;
  }
}
