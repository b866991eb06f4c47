package run.trellis.expression.function;

import java.util.List;
import java.util.function.Function;
import run.trellis.schema.MapTypes;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.Scalar;

/** Static type of what a function gives, which may depend on what it is given. */
interface Result {

  /** The receiver's type, such as that of a list in another order. */
  Result RECEIVER = of("list", List::getFirst);

  /** The receiver's type without certainty about its keys: a map without some of them. */
  Result RECEIVER_MAP = of("map", arguments -> MapTypes.withoutSome(arguments.getFirst()));

  /** Type of the elements of the receiver. */
  Result ELEMENT = of("any", arguments -> element(arguments.getFirst()));

  /** Type of the elements of the receiver's elements. */
  Result NESTED_ELEMENTS =
      of(
          "list",
          arguments ->
              SchemaType.listOf(
                  arguments.size() == 1
                      ? flat(element(arguments.getFirst()))
                      : SchemaType.UNKNOWN));

  /** A sum of the receiver's elements. */
  Result SUM =
      of(
          "any",
          arguments ->
              element(arguments.getFirst()) instanceof Scalar number
                  ? new Scalar(number.kind())
                  : SchemaType.UNKNOWN);

  Result TEXTS = of("list", arguments -> SchemaType.listOf(SchemaType.STRING));

  Result INTEGERS = of("list", arguments -> SchemaType.listOf(SchemaType.INTEGER));

  /** A list of the values of the receiver, which is a map. */
  Result VALUES = of("list", arguments -> SchemaType.listOf(MapTypes.value(arguments.getFirst())));

  /** A list of the entries of the receiver, which is a map. */
  Result ENTRIES = of("list", arguments -> SchemaType.listOf(MapTypes.entry(arguments.getFirst())));

  /** A map that has entries of the receiver and of the argument. */
  Result MERGED =
      of("map", arguments -> MapTypes.merged(arguments.getFirst(), arguments.getLast()));

  /** A map that has entries of the receiver and of the argument, and of the maps in them. */
  Result DEEP_MERGED =
      of("map", arguments -> MapTypes.deepMerged(arguments.getFirst(), arguments.getLast()));

  SchemaType of(List<SchemaType> arguments);

  /** Whether it may be {@code null} instead. */
  default boolean mayBeNull() {
    return false;
  }

  /** The same, or {@code null}. */
  default Result orNull() {
    return new Typed(toString(), this::of, true);
  }

  /** As signatures write it. */
  @Override
  String toString();

  private static SchemaType element(SchemaType list) {
    return list instanceof ListOf(SchemaType element) ? element : SchemaType.UNKNOWN;
  }

  private static SchemaType flat(SchemaType element) {
    return switch (element) {
      case ListOf(SchemaType inner) -> inner;
      case Scalar _, MapOf _, SchemaType.ObjectOf _ -> element;
      case SchemaType.Unknown _ -> SchemaType.UNKNOWN;
    };
  }

  private static Result of(String display, Function<List<SchemaType>, SchemaType> typing) {
    return new Typed(display, typing, false);
  }

  /** A result whose type is computed. */
  record Typed(String display, Function<List<SchemaType>, SchemaType> typing, boolean mayBeNull)
      implements Result {

    @Override
    public SchemaType of(List<SchemaType> arguments) {
      return typing.apply(arguments);
    }

    @Override
    public String toString() {
      return display;
    }
  }
}
