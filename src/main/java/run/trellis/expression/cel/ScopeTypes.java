package run.trellis.expression.cel;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import run.trellis.expression.Scope;
import run.trellis.schema.SchemaType;

/**
 * The types of a scope as the type checker wants them, and back. An object is known by its path,
 * such as {@code object(schema.spec)}, which no author can write; it is looked at only when a field
 * of it is asked for.
 */
@SuppressWarnings("Immutable") // the scope is immutable, but knows no such annotation
final class ScopeTypes implements CelTypeProvider {

  private static final String PREFIX = "object(";
  private static final String SUFFIX = ")";
  private static final String ELEMENT = "[]";
  private static final String VALUE = "{}";

  /** Types that expressions may name, to compare {@code type(x)} with. */
  private static final Map<String, CelType> NAMED =
      Map.ofEntries(
          Map.entry("bool", SimpleType.BOOL),
          Map.entry("int", SimpleType.INT),
          Map.entry("uint", SimpleType.UINT),
          Map.entry("double", SimpleType.DOUBLE),
          Map.entry("string", SimpleType.STRING),
          Map.entry("bytes", SimpleType.BYTES),
          Map.entry("null_type", SimpleType.NULL_TYPE),
          Map.entry("list", ListType.create(SimpleType.DYN)),
          Map.entry("map", MapType.create(SimpleType.DYN, SimpleType.DYN)),
          Map.entry("type", TypeType.create(SimpleType.DYN)),
          Map.entry(OptionalType.NAME, OptionalType.create(SimpleType.DYN)),
          Map.entry(ValueTypes.TIMESTAMP_NAME, SimpleType.TIMESTAMP),
          Map.entry(ValueTypes.DURATION_NAME, SimpleType.DURATION),
          Map.entry(ValueTypes.IP_NAME, ValueTypes.IP),
          Map.entry(ValueTypes.CIDR_NAME, ValueTypes.CIDR),
          Map.entry(
              ValueTypes.CONDITION_NAME,
              StructType.create(
                  ValueTypes.CONDITION_NAME,
                  ImmutableSet.copyOf(ConditionValue.FIELDS),
                  name -> Optional.of(SimpleType.STRING))));

  private final Scope scope;

  /** All fields that the expression names: an open object has every one of them. */
  private final Set<String> fieldsNamed;

  ScopeTypes(Scope scope, Set<String> fieldsNamed) {
    this.scope = scope;
    this.fieldsNamed = Set.copyOf(fieldsNamed);
  }

  /** The type of a name of the scope. */
  static CelType ofName(String name, SchemaType type) {
    return of(type, name);
  }

  /** What CEL calls a type; objects have no names. */
  static String display(SchemaType type) {
    return switch (type) {
      case SchemaType.Unknown _ -> SimpleType.DYN.name();
      case SchemaType.Scalar scalar -> of(scalar).name();
      case SchemaType.ListOf(SchemaType element) -> "list(" + display(element) + ")";
      case SchemaType.MapOf(SchemaType value) -> "map(string, " + display(value) + ")";
      case SchemaType.ObjectOf object -> object.display();
    };
  }

  private static CelType of(SchemaType type, String path) {
    return switch (type) {
      case SchemaType.Unknown unknown -> SimpleType.DYN;
      case SchemaType.Scalar scalar -> of(scalar);
      case SchemaType.ListOf(SchemaType element) -> ListType.create(of(element, path + ELEMENT));
      case SchemaType.MapOf(SchemaType value) ->
          MapType.create(SimpleType.STRING, of(value, path + VALUE));
      case SchemaType.ObjectOf object -> StructTypeReference.create(PREFIX + path + SUFFIX);
    };
  }

  private static CelType of(SchemaType.Scalar scalar) {
    return switch (scalar.kind()) {
      case STRING -> ofText(scalar.format());
      case INTEGER -> SimpleType.INT;
      case NUMBER -> SimpleType.DOUBLE;
      case BOOLEAN -> SimpleType.BOOL;
      case INT_OR_STRING -> SimpleType.DYN;
    };
  }

  private static CelType ofText(SchemaType.Format format) {
    return switch (format) {
      case BYTE -> SimpleType.BYTES;
      case DATE_TIME -> SimpleType.TIMESTAMP;
      case DURATION -> SimpleType.DURATION;
      case NONE, INT32, QUANTITY -> SimpleType.STRING;
    };
  }

  /** Whether a name is that of a type. */
  static boolean isNamed(String name) {
    return NAMED.containsKey(name);
  }

  @Override
  public ImmutableCollection<CelType> types() {
    return ImmutableList.of();
  }

  @Override
  public Optional<CelType> findType(String name) {
    return name.startsWith(PREFIX)
        ? object(name).map(found -> struct(found, path(name)))
        : Optional.ofNullable(NAMED.get(name));
  }

  private static String path(String name) {
    return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
  }

  /** The object that is known by a name. */
  private Optional<SchemaType.ObjectOf> object(String name) {
    String path = path(name);
    int end = endOfStep(path, 0);
    SchemaType type =
        scope.find(path.substring(0, end)).map(Scope.Name::type).orElse(SchemaType.UNKNOWN);
    while (end < path.length()) {
      int start = end;
      end = endOfStep(path, start + 1);
      type = step(type, path.substring(start, end));
    }
    return type instanceof SchemaType.ObjectOf object ? Optional.of(object) : Optional.empty();
  }

  private static int endOfStep(String path, int start) {
    int end = start;
    while (end < path.length() && ".[{".indexOf(path.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static SchemaType step(SchemaType type, String step) {
    return switch (type) {
      case SchemaType.ListOf(SchemaType element) when step.equals(ELEMENT) -> element;
      case SchemaType.MapOf(SchemaType value) when step.equals(VALUE) -> value;
      case SchemaType.ObjectOf object ->
          object.field(step.substring(1)).map(SchemaType.Field::type).orElse(SchemaType.UNKNOWN);
      default -> SchemaType.UNKNOWN;
    };
  }

  private StructType struct(SchemaType.ObjectOf object, String path) {
    ImmutableSet.Builder<String> names =
        ImmutableSet.<String>builder().addAll(object.fields().keySet());
    fieldsNamed.stream()
        .filter(name -> object.open() || object.field(EscapedNames.unescape(name)).isPresent())
        .forEach(names::add);
    return StructType.create(
        PREFIX + path + SUFFIX,
        names.build(),
        name -> Optional.of(fieldType(object, EscapedNames.field(name, object), path)));
  }

  private static CelType fieldType(SchemaType.ObjectOf object, String name, String path) {
    // The way back from a path to its type could not tell such a field from a step.
    boolean ambiguous = endOfStep(name, 0) < name.length();
    return ambiguous
        ? SimpleType.DYN
        : object
            .field(name)
            .map(field -> of(field.type(), path + "." + name))
            .orElse(SimpleType.DYN);
  }

  /** What a schema says of values of a type, as they are outside. */
  SchemaType toSchema(CelType type) {
    return switch (type.kind()) {
      case BOOL -> SchemaType.BOOLEAN;
      case INT, UINT -> SchemaType.INTEGER;
      case DOUBLE -> SchemaType.NUMBER;
      case STRING -> SchemaType.STRING;
      case BYTES -> text(SchemaType.Format.BYTE);
      case TIMESTAMP -> text(SchemaType.Format.DATE_TIME);
      case DURATION -> text(SchemaType.Format.DURATION);
      case LIST -> SchemaType.listOf(toSchema(((ListType) type).elemType()));
      case MAP -> SchemaType.mapOf(toSchema(((MapType) type).valueType()));
      case STRUCT -> structToSchema(type);
      case OPAQUE ->
          type instanceof OptionalType optional
              ? toSchema(optional.parameters().getFirst())
              : SchemaType.STRING;
      default -> SchemaType.UNKNOWN;
    };
  }

  private static SchemaType text(SchemaType.Format format) {
    return new SchemaType.Scalar(SchemaType.Kind.STRING, format, List.of());
  }

  private SchemaType structToSchema(CelType type) {
    if (!type.name().startsWith(PREFIX)) {
      return SchemaType.mapOf(SchemaType.STRING);
    }
    return object(type.name()).<SchemaType>map(found -> found).orElse(SchemaType.UNKNOWN);
  }
}
