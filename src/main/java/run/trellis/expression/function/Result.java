package run.trellis.expression.function;

import java.util.List;
import java.util.function.Function;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;

/** Static type of what a function gives, which may depend on what it is given. */
interface Result {

  /** The receiver's type, such as that of a list in another order. */
  Result RECEIVER = of("list", arguments -> arguments.getFirst());

  /** The receiver's type without certainty about its keys: a map without some of them. */
  Result RECEIVER_MAP =
      of(
          "map",
          arguments ->
              arguments.getFirst() instanceof MapOf ? arguments.getFirst() : Kind.MAP.schema());

  /** Type of the elements of the receiver. */
  Result ELEMENT = of("any", arguments -> element(arguments.getFirst()));

  Result TEXTS = of("list", arguments -> SchemaType.listOf(SchemaType.STRING));

  Result INTEGERS = of("list", arguments -> SchemaType.listOf(SchemaType.INTEGER));

  /** A list of the values of the receiver, which is a map. */
  Result VALUES = of("list", arguments -> SchemaType.listOf(mapValue(arguments.getFirst())));

  /** A map that has entries of the receiver and of the arguments. */
  Result MERGED =
      of(
          "map",
          arguments ->
              arguments.stream().distinct().count() == 1 && arguments.getFirst() instanceof MapOf
                  ? arguments.getFirst()
                  : Kind.MAP.schema());

  SchemaType of(List<SchemaType> arguments);

  /** As signatures write it. */
  @Override
  String toString();

  private static SchemaType element(SchemaType list) {
    return list instanceof ListOf(SchemaType element) ? element : SchemaType.UNKNOWN;
  }

  private static SchemaType mapValue(SchemaType map) {
    return map instanceof MapOf(SchemaType value) ? value : SchemaType.UNKNOWN;
  }

  private static Result of(String display, Function<List<SchemaType>, SchemaType> typing) {
    return new Result() {
      @Override
      public SchemaType of(List<SchemaType> arguments) {
        return typing.apply(arguments);
      }

      @Override
      public String toString() {
        return display;
      }
    };
  }
}
