package run.trellis.schema;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BinaryOperator;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Uniqueness;

/** Types of what is made of maps, as exact as the types of the maps tell. */
public final class MapTypes {

  private MapTypes() {}

  /** Of all values of a map; unknown if one may be null. */
  public static SchemaType value(SchemaType map) {
    return mayHoldNull(map) ? SchemaType.UNKNOWN : valueThatIsThere(map);
  }

  private static boolean mayHoldNull(SchemaType map) {
    return map instanceof ObjectOf object
        && object.fields().values().stream().anyMatch(Field::nullable);
  }

  private static SchemaType valueThatIsThere(SchemaType map) {
    return switch (map) {
      case MapOf(SchemaType value) -> value;
      case ObjectOf object when !object.open() ->
          TypeJoin.anyOf(object.fields().values().stream().map(Field::type).toList());
      default -> SchemaType.UNKNOWN;
    };
  }

  /** Of an entry as an object. */
  public static SchemaType entry(SchemaType map) {
    boolean nullable = mayHoldNull(map);
    Map<String, Field> fields = new LinkedHashMap<>();
    fields.put("key", new Field(SchemaType.STRING, true));
    fields.put(
        "value", new Field(valueThatIsThere(map), !nullable, false, nullable, Uniqueness.NONE));
    return new ObjectOf(fields, false);
  }

  /** Of a map that lacks some keys. */
  public static SchemaType withoutSome(SchemaType map) {
    if (!(map instanceof ObjectOf object)) {
      return map;
    }
    Map<String, Field> fields = new LinkedHashMap<>();
    object.fields().forEach((name, field) -> fields.put(name, optional(field)));
    return new ObjectOf(fields, object.open());
  }

  private static Field optional(Field field) {
    return new Field(field.type(), false, false, field.nullable(), field.uniqueness());
  }

  /** Of a map that has the entries of two, those of the second where both have a key. */
  public static SchemaType merged(SchemaType first, SchemaType second) {
    return first instanceof ObjectOf one && second instanceof ObjectOf other
        ? merged(one, other, (_, last) -> last)
        : TypeJoin.either(first, second);
  }

  /** Like {@link #merged}, also of the maps in both. */
  public static SchemaType deepMerged(SchemaType first, SchemaType second) {
    return first instanceof ObjectOf one && second instanceof ObjectOf other
        ? merged(one, other, MapTypes::mergedValues)
        : hasMaps(first) || hasMaps(second)
            ? SchemaType.mapOf(SchemaType.UNKNOWN)
            : TypeJoin.either(first, second);
  }

  private static SchemaType mergedValues(SchemaType first, SchemaType second) {
    boolean maps =
        (first instanceof ObjectOf || first instanceof MapOf)
            && (second instanceof ObjectOf || second instanceof MapOf);
    // A schema that contains itself has no end that could be merged.
    return !maps ? second : first.equals(second) ? first : SchemaType.mapOf(SchemaType.UNKNOWN);
  }

  private static boolean hasMaps(SchemaType map) {
    SchemaType value = value(map);
    return value instanceof MapOf || value instanceof ObjectOf;
  }

  private static ObjectOf merged(
      ObjectOf first, ObjectOf second, BinaryOperator<SchemaType> inBoth) {
    Map<String, Field> fields = new LinkedHashMap<>();
    first
        .fields()
        .forEach(
            (name, field) -> {
              Field other = second.fields().get(name);
              fields.put(
                  name, other == null ? hidden(field, second) : merged(field, other, inBoth));
            });
    second
        .fields()
        .forEach((name, field) -> fields.computeIfAbsent(name, _ -> hidden(field, first)));
    return new ObjectOf(fields, first.open() || second.open());
  }

  /** A field of one map, as the other may have it under a name that its type does not tell. */
  private static Field hidden(Field field, ObjectOf other) {
    return other.open() ? new Field(SchemaType.UNKNOWN, field.alwaysPresent()) : field;
  }

  private static Field merged(Field first, Field second, BinaryOperator<SchemaType> inBoth) {
    SchemaType both = inBoth.apply(first.type(), second.type());
    boolean certain = second.alwaysPresent();
    return new Field(
        certain ? both : TypeJoin.either(first.type(), both),
        first.alwaysPresent() || certain,
        false,
        second.nullable() || (!certain && first.nullable()),
        second.uniqueness());
  }
}
