package run.trellis.expression.spel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Uniqueness;

/** Types of any shape, values that conform to them, and whether a value does. */
final class RandomTypes {

  static final List<String> NAMES = List.of("a", "b", "c", "d");

  private static final List<SchemaType> SCALARS =
      List.of(
          SchemaType.STRING,
          SchemaType.INTEGER,
          SchemaType.NUMBER,
          SchemaType.BOOLEAN,
          SchemaType.INT_OR_STRING);

  private final Random random;

  RandomTypes(Random random) {
    this.random = random;
  }

  SchemaType type(int depth) {
    return switch (depth == 0 ? 0 : random.nextInt(6)) {
      case 1 -> SchemaType.listOf(type(depth - 1));
      case 2 -> SchemaType.mapOf(type(depth - 1));
      case 3, 4 -> object(depth - 1);
      default -> SCALARS.get(random.nextInt(SCALARS.size()));
    };
  }

  ObjectOf object(int depth) {
    Map<String, Field> fields = new LinkedHashMap<>();
    for (String name : NAMES) {
      boolean present = random.nextBoolean();
      boolean nullable = !present && random.nextInt(4) == 0;
      fields.put(name, new Field(type(depth), present, present, nullable, Uniqueness.NONE));
    }
    return new ObjectOf(fields, false);
  }

  /** A value of a type. */
  Object valueOf(SchemaType type) {
    return switch (type) {
      case Scalar scalar -> scalar(scalar.kind());
      case ListOf(SchemaType element) -> {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          list.add(valueOf(element));
        }
        yield List.copyOf(list);
      }
      case MapOf(SchemaType value) -> {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
          map.put(NAMES.get(random.nextInt(NAMES.size())), valueOf(value));
        }
        yield Map.copyOf(map);
      }
      case ObjectOf object -> object(object);
      case SchemaType.Unknown _ -> throw new IllegalArgumentException("no type is unknown here");
    };
  }

  private Object object(ObjectOf type) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    type.fields()
        .forEach(
            (name, field) -> {
              if (field.alwaysPresent() || random.nextBoolean()) {
                boolean isNull = field.nullable() && random.nextBoolean();
                object.put(name, isNull ? null : valueOf(field.type()));
              }
            });
    return object;
  }

  private Object scalar(SchemaType.Kind kind) {
    return switch (kind) {
      case STRING -> List.of("", "x", "12", "true", "a,b").get(random.nextInt(5));
      case INTEGER -> List.of(0L, 1L, -1L, 7L, Long.MAX_VALUE).get(random.nextInt(5));
      case NUMBER -> List.of(0.0, 1.5, -2.0, 3L, 1e300).get(random.nextInt(5));
      case BOOLEAN -> random.nextBoolean();
      case INT_OR_STRING ->
          scalar(random.nextBoolean() ? SchemaType.Kind.INTEGER : SchemaType.Kind.STRING);
    };
  }

  /** Whether a value that is there has a type. */
  static boolean conforms(@Nullable Object value, SchemaType type) {
    return switch (type) {
      case SchemaType.Unknown _ -> true;
      case Scalar scalar -> conforms(value, scalar.kind());
      case ListOf(SchemaType element) ->
          value instanceof List<?> list && list.stream().allMatch(it -> conforms(it, element));
      case MapOf(SchemaType element) ->
          value instanceof Map<?, ?> map
              && map.values().stream().allMatch(it -> conforms(it, element));
      case ObjectOf object -> value instanceof Map<?, ?> map && conforms(map, object);
    };
  }

  private static boolean conforms(@Nullable Object value, SchemaType.Kind kind) {
    return switch (kind) {
      case STRING -> value instanceof String;
      case INTEGER -> value instanceof Long;
      case NUMBER -> value instanceof Number;
      case BOOLEAN -> value instanceof Boolean;
      case INT_OR_STRING -> value instanceof String || value instanceof Long;
    };
  }

  private static boolean conforms(Map<?, ?> map, ObjectOf type) {
    boolean known = type.open() || type.fields().keySet().containsAll(map.keySet());
    return known
        && type.fields().entrySet().stream()
            .allMatch(field -> conforms(map, field.getKey(), field.getValue()));
  }

  private static boolean conforms(Map<?, ?> map, String name, Field field) {
    Object value = map.get(name);
    return value == null
        ? map.containsKey(name) ? field.nullable() : !field.alwaysPresent()
        : conforms(value, field.type());
  }
}
