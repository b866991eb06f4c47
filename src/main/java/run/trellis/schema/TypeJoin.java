package run.trellis.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.Kind;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Uniqueness;
import run.trellis.schema.SchemaType.Unknown;

/** Types of values that have one of several types, or all of them. */
public final class TypeJoin {

  private TypeJoin() {}

  /**
   * The type of a value that has one of the types; unknown where they have too little in common.
   */
  public static SchemaType anyOf(List<? extends SchemaType> types) {
    SchemaType joined = null;
    for (SchemaType type : types) {
      joined = joined == null ? type : either(joined, type);
    }
    return joined == null ? SchemaType.UNKNOWN : joined;
  }

  /** The type of a value that has one of two types. */
  public static SchemaType either(SchemaType left, SchemaType right) {
    if (left.equals(right)) {
      return left;
    }
    return switch (left) {
      case Scalar one when right instanceof Scalar other -> scalar(one, other);
      case ListOf(SchemaType one) when right instanceof ListOf(SchemaType other) ->
          SchemaType.listOf(either(one, other));
      case MapOf(SchemaType one) when right instanceof MapOf(SchemaType other) ->
          SchemaType.mapOf(either(one, other));
      case MapOf map when right instanceof ObjectOf object -> mapOrObject(map, object);
      case ObjectOf object when right instanceof MapOf map -> mapOrObject(map, object);
      case ObjectOf one when right instanceof ObjectOf other -> object(one, other);
      case Unknown _, Scalar _, ListOf _, MapOf _, ObjectOf _ -> SchemaType.UNKNOWN;
    };
  }

  private static SchemaType scalar(Scalar left, Scalar right) {
    Format format = left.format() == right.format() ? left.format() : Format.NONE;
    if (left.kind() == right.kind()) {
      return new Scalar(left.kind(), format, choices(left, right));
    }
    List<Kind> kinds = List.of(left.kind(), right.kind());
    if (kinds.contains(Kind.BOOLEAN)) {
      return SchemaType.UNKNOWN;
    }
    if (!kinds.contains(Kind.NUMBER)) {
      return SchemaType.INT_OR_STRING;
    }
    return kinds.contains(Kind.INTEGER) ? SchemaType.NUMBER : SchemaType.UNKNOWN;
  }

  private static List<Object> choices(Scalar left, Scalar right) {
    if (left.choices().isEmpty() || right.choices().isEmpty()) {
      return List.of();
    }
    List<Object> choices = new ArrayList<>(left.choices());
    right.choices().stream().filter(choice -> !choices.contains(choice)).forEach(choices::add);
    return choices;
  }

  private static SchemaType mapOrObject(MapOf map, ObjectOf object) {
    if (object.open()) {
      return SchemaType.mapOf(SchemaType.UNKNOWN);
    }
    SchemaType value = map.value();
    for (Field field : object.fields().values()) {
      value = either(value, field.nullable() ? SchemaType.UNKNOWN : field.type());
    }
    return SchemaType.mapOf(value);
  }

  /** What two types that contain themselves have in common is told step by step, as it is asked. */
  private static SchemaType object(ObjectOf left, ObjectOf right) {
    boolean open = left.open() || right.open();
    return left.fields() instanceof DeferredFields && right.fields() instanceof DeferredFields
        ? ObjectOf.deferred(new Joined(left, right), open, () -> fields(left, right))
        : new ObjectOf(fields(left, right), open);
  }

  private record Joined(ObjectOf left, ObjectOf right) {}

  private static Map<String, Field> fields(ObjectOf left, ObjectOf right) {
    Map<String, Field> fields = new LinkedHashMap<>();
    left.fields().forEach((name, field) -> fields.put(name, either(field, right, name)));
    right
        .fields()
        .forEach((name, field) -> fields.computeIfAbsent(name, _ -> either(field, left, name)));
    return fields;
  }

  private static Field either(Field field, ObjectOf others, String name) {
    Field other = others.fields().get(name);
    if (other == null) {
      SchemaType type = others.open() ? SchemaType.UNKNOWN : field.type();
      return new Field(type, false, false, field.nullable(), Uniqueness.NONE);
    }
    return new Field(
        either(field.type(), other.type()),
        field.alwaysPresent() && other.alwaysPresent(),
        field.required() && other.required(),
        field.nullable() || other.nullable(),
        field.uniqueness().equals(other.uniqueness()) ? field.uniqueness() : Uniqueness.NONE);
  }

  /**
   * The type of a value that has both types, the first of which is told better; the first where
   * they contradict each other.
   */
  static SchemaType both(SchemaType first, SchemaType second) {
    return switch (first) {
      case Unknown _ -> second;
      case Scalar one when second instanceof Scalar other && one.kind() == other.kind() ->
          new Scalar(
              one.kind(),
              one.format() == Format.NONE ? other.format() : one.format(),
              one.choices().isEmpty() ? other.choices() : one.choices());
      case ListOf(SchemaType one) when second instanceof ListOf(SchemaType other) ->
          SchemaType.listOf(both(one, other));
      case MapOf(SchemaType one) when second instanceof MapOf(SchemaType other) ->
          SchemaType.mapOf(both(one, other));
      case ObjectOf one when second instanceof ObjectOf other -> both(one, other);
      case Scalar _, ListOf _, MapOf _, ObjectOf _ -> first;
    };
  }

  private static SchemaType both(ObjectOf first, ObjectOf second) {
    Map<String, Field> fields = new LinkedHashMap<>(first.fields());
    second.fields().forEach((name, field) -> fields.merge(name, field, TypeJoin::both));
    return new ObjectOf(fields, first.open() && second.open());
  }

  private static Field both(Field first, Field second) {
    return new Field(
        both(first.type(), second.type()),
        first.alwaysPresent() || second.alwaysPresent(),
        first.required() || second.required(),
        first.nullable() && second.nullable(),
        first.uniqueness().equals(Uniqueness.NONE) ? second.uniqueness() : first.uniqueness());
  }
}
