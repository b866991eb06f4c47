package run.trellis.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import run.trellis.api.JsonTree;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.Format;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Uniqueness;

/**
 * Reads OpenAPI v3 schemas as types. What a reference leads to is read when its fields are first
 * asked for, so that a schema may contain itself, and once. Safe for use by several threads.
 */
final class OpenApiReader {

  private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";
  private static final String INT_OR_STRING = "x-kubernetes-int-or-string";
  private static final String EMBEDDED = "x-kubernetes-embedded-resource";

  private static final List<String> COMBINATIONS = List.of("allOf", "oneOf", "anyOf");

  /** Deeper is unknown: real schemas stay far below, and a schema may come from anywhere. */
  private static final int DEEPEST = 100;

  /** Names of schemas that were generated from Go types of Kubernetes itself. */
  private static final Pattern GO_TYPE =
      Pattern.compile(".*/io\\.k8s\\.(api|apimachinery\\.pkg|[a-z-]+\\.pkg\\.apis)\\..+");

  private final Function<String, Map<String, @Nullable Object>> references;

  /** Objects that references lead to: much of a schema is what other kinds have too. */
  private final Map<String, ObjectOf> objects = new ConcurrentHashMap<>();

  /**
   * A reader of schemas.
   *
   * @param references gives the schema of a reference, or an empty map; also what makes two types
   *     that were read from the same reference the same
   */
  OpenApiReader(Function<String, Map<String, @Nullable Object>> references) {
    this.references = references;
  }

  SchemaType read(@Nullable Object schema) {
    return type(schema, new Place(0, false, Set.of()));
  }

  /**
   * Where a schema stands.
   *
   * @param goType whether it was generated from a Go type, whose zero values are written as
   *     defaults but are none
   * @param followed references on the way here whose fields could not be put off
   */
  private record Place(int depth, boolean goType, Set<String> followed) {

    Place below() {
      return new Place(depth + 1, goType, followed);
    }

    /** In an object whose fields are read when they are asked for. */
    Place deferredBehind(String reference) {
      return new Place(0, isGoType(reference), followed);
    }

    Place behind(String reference) {
      Set<String> longer = new HashSet<>(followed);
      longer.add(reference);
      return new Place(depth + 1, isGoType(reference), longer);
    }

    private static boolean isGoType(String reference) {
      return GO_TYPE.matcher(reference).matches();
    }
  }

  private SchemaType type(@Nullable Object value, Place place) {
    if (!(value instanceof Map<?, ?> schema) || place.depth() > DEEPEST) {
      return SchemaType.UNKNOWN;
    }
    if (schema.get("$ref") instanceof String reference) {
      return referred(reference, place);
    }
    SchemaType type = ownType(schema, place);
    for (Object part : JsonTree.listAt(schema, "allOf")) {
      type = TypeJoin.both(type, type(part, place.below()));
    }
    for (String choice : List.of("oneOf", "anyOf")) {
      List<SchemaType> branches =
          JsonTree.listAt(schema, choice).stream().map(it -> type(it, place.below())).toList();
      if (!branches.isEmpty()) {
        type = TypeJoin.both(type, opened(anyOf(branches)));
      }
    }
    return isTrue(schema.get(PRESERVE)) ? opened(type) : type;
  }

  /** Text or any number is how amounts are published. */
  private static SchemaType anyOf(List<SchemaType> branches) {
    boolean amount =
        branches.contains(SchemaType.STRING)
            && branches.contains(SchemaType.NUMBER)
            && List.of(SchemaType.STRING, SchemaType.INTEGER, SchemaType.NUMBER)
                .containsAll(branches);
    return amount ? SchemaType.QUANTITY : TypeJoin.anyOf(branches);
  }

  /** Branches name the fields that matter to them, and forbid no others. */
  private static SchemaType opened(SchemaType type) {
    return type instanceof ObjectOf object ? new ObjectOf(object.fields(), true) : type;
  }

  private SchemaType referred(String reference, Place place) {
    if (place.followed().contains(reference)) {
      return SchemaType.UNKNOWN;
    }
    ObjectOf known = objects.get(reference);
    // Behind references that could not be put off, fields may be cut short.
    if (known != null && place.followed().isEmpty()) {
      return known;
    }
    Map<String, @Nullable Object> schema = references.apply(reference);
    boolean plainObject =
        schema.get("properties") instanceof Map<?, ?>
            && COMBINATIONS.stream().noneMatch(schema::containsKey);
    if (!plainObject) {
      return type(schema, place.behind(reference));
    }
    ObjectOf object =
        ObjectOf.deferred(
            new Identity(references, reference),
            isOpen(schema),
            () -> fields(schema, place.deferredBehind(reference)));
    if (place.followed().isEmpty()) {
      objects.put(reference, object);
    }
    return object;
  }

  /** What a reference led to in one set of schemas. */
  private record Identity(Function<?, ?> schemas, String reference) {}

  private SchemaType ownType(Map<?, ?> schema, Place place) {
    if (isIntOrString(schema)) {
      return SchemaType.INT_OR_STRING;
    }
    return switch (JsonTree.textAt(schema, "type")) {
      case "string" -> scalar(SchemaType.Kind.STRING, schema);
      case "integer" -> scalar(SchemaType.Kind.INTEGER, schema);
      case "number" -> scalar(SchemaType.Kind.NUMBER, schema);
      case "boolean" -> scalar(SchemaType.Kind.BOOLEAN, schema);
      case "array" -> SchemaType.listOf(part(schema.get("items"), place));
      case "object" -> object(schema, place);
      default -> schema.containsKey("properties") ? object(schema, place) : SchemaType.UNKNOWN;
    };
  }

  private static boolean isIntOrString(Map<?, ?> schema) {
    return isTrue(schema.get(INT_OR_STRING)) || "int-or-string".equals(schema.get("format"));
  }

  private static SchemaType scalar(SchemaType.Kind kind, Map<?, ?> schema) {
    List<Object> choices = new ArrayList<>();
    for (Object choice : JsonTree.listAt(schema, "enum")) {
      if (choice != null) {
        choices.add(choice);
      }
    }
    Format format =
        switch (JsonTree.textAt(schema, "format")) {
          case "int32" -> Format.INT32;
          case "byte" -> Format.BYTE;
          case "date-time" -> Format.DATE_TIME;
          case "duration" -> Format.DURATION;
          default -> Format.NONE;
        };
    return new Scalar(kind, format, choices);
  }

  private SchemaType object(Map<?, ?> schema, Place place) {
    if (isTrue(schema.get(EMBEDDED))) {
      return embedded(schema, place);
    }
    if (schema.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
      return new ObjectOf(fields(schema, place.below()), isOpen(schema));
    }
    Object values = schema.get("additionalProperties");
    if (values instanceof Map<?, ?>) {
      return SchemaType.mapOf(part(values, place));
    }
    // An object that names no fields and forbids none is anything: so OpenAPI writes free-form
    // objects.
    return isOpen(schema) || !schema.containsKey("properties")
        ? SchemaType.UNKNOWN
        : new ObjectOf(Map.of(), false);
  }

  /** A whole object within an object: it has what all objects have. */
  private ObjectOf embedded(Map<?, ?> schema, Place place) {
    Map<String, Field> fields = new LinkedHashMap<>(ObjectType.of(SchemaType.UNKNOWN).fields());
    fields.putAll(fields(schema, place.below()));
    return new ObjectOf(fields, isOpen(schema));
  }

  /** An element of a list or map; one that may be {@code null} has no type that could be told. */
  private SchemaType part(@Nullable Object schema, Place place) {
    return isTrue(JsonTree.at(schema, "nullable"))
        ? SchemaType.UNKNOWN
        : type(schema, place.below());
  }

  private Map<String, Field> fields(Map<?, ?> schema, Place place) {
    List<@Nullable Object> required = JsonTree.listAt(schema, "required");
    Map<String, Field> fields = new LinkedHashMap<>();
    JsonTree.mapAt(schema, "properties")
        .forEach(
            (name, property) -> fields.put(name, field(property, required.contains(name), place)));
    return fields;
  }

  private Field field(@Nullable Object property, boolean required, Place place) {
    Object fallback = JsonTree.at(property, "default");
    boolean nullable = isTrue(JsonTree.at(property, "nullable"));
    boolean noDefault = fallback == null || (place.goType() && isZero(fallback));
    return new Field(
        type(property, place),
        (required || fallback != null) && !nullable,
        required && noDefault,
        nullable,
        uniqueness(property));
  }

  /** What Go leaves in a field that nobody set, and the generator writes as a default. */
  private static boolean isZero(Object value) {
    return switch (value) {
      case String text -> text.isEmpty();
      case Number number -> number.doubleValue() == 0;
      case Boolean bool -> !bool;
      case Map<?, ?> map -> map.isEmpty();
      default -> false;
    };
  }

  private static Uniqueness uniqueness(@Nullable Object property) {
    List<String> keys =
        JsonTree.listAt(property, "x-kubernetes-list-map-keys").stream()
            .map(String::valueOf)
            .toList();
    return switch (JsonTree.textAt(property, "x-kubernetes-list-type")) {
      case "set" -> new Uniqueness(true, List.of());
      case "map" -> new Uniqueness(false, keys);
      default -> Uniqueness.NONE;
    };
  }

  private static boolean isOpen(Map<?, ?> schema) {
    Object additional = schema.get("additionalProperties");
    boolean named = schema.get("properties") instanceof Map<?, ?> fields && !fields.isEmpty();
    return isTrue(schema.get(PRESERVE))
        || isTrue(additional)
        || (named && additional instanceof Map<?, ?>);
  }

  private static boolean isTrue(@Nullable Object value) {
    return Boolean.TRUE.equals(value);
  }
}
