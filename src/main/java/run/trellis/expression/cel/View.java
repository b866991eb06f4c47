package run.trellis.expression.cel;

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Base64;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.InnerValue;
import run.trellis.schema.SchemaType;

/**
 * Part of the value of a name as its schema says: text with a format is what the format means, and
 * a map or list knows where it comes from, wherever it is passed on to. Outside what it was.
 */
sealed interface View extends InnerValue {

  Origin origin();

  @Override
  Object outside();

  /**
   * A value of the value model as its schema says.
   *
   * @throws run.trellis.expression.EvaluationException if its text does not have the format
   */
  static @Nullable Object of(@Nullable Object raw, SchemaType type, Origin origin) {
    return switch (raw) {
      case Map<?, ?> map -> new OfMap(map, type, origin);
      case List<?> list -> new OfList(list, elementType(type), origin);
      case String text when type instanceof SchemaType.Scalar scalar ->
          ofText(text, scalar.format());
      case Long number when isOf(type, SchemaType.Kind.NUMBER) -> (double) number;
      case Double number when isOf(type, SchemaType.Kind.INTEGER) && isInteger(number) ->
          (long) (double) number;
      case null, default -> raw;
    };
  }

  private static boolean isOf(SchemaType type, SchemaType.Kind kind) {
    return type instanceof SchemaType.Scalar scalar && scalar.kind() == kind;
  }

  private static Object ofText(String text, SchemaType.Format format) {
    return switch (format) {
      case BYTE -> decoded(text);
      case DATE_TIME -> TimestampValue.parseField(text);
      case DURATION -> DurationValue.parse(text);
      case NONE, INT32, QUANTITY -> text;
    };
  }

  private static Bytes decoded(String text) {
    try {
      return new Bytes(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException e) {
      throw Failures.invalid("the field is not Base64");
    }
  }

  private static boolean isInteger(double number) {
    return number == Math.rint(number) && number >= -0x1p63 && number < 0x1p63;
  }

  private static SchemaType elementType(SchemaType type) {
    return type instanceof SchemaType.ListOf(SchemaType element) ? element : SchemaType.UNKNOWN;
  }

  /** The type of a field or of the value of a key. */
  static SchemaType fieldType(SchemaType type, String name) {
    return switch (type) {
      case SchemaType.ObjectOf object ->
          object.field(name).map(SchemaType.Field::type).orElse(SchemaType.UNKNOWN);
      case SchemaType.MapOf(SchemaType value) -> value;
      default -> SchemaType.UNKNOWN;
    };
  }

  /** Whether null is no value, as in an object whose fields the schema names. */
  static boolean isNullAbsent(SchemaType type) {
    return type instanceof SchemaType.ObjectOf;
  }

  /** A map, whose keys are texts. */
  final class OfMap extends AbstractMap<String, @Nullable Object> implements View {

    private final Map<?, ?> raw;
    private final SchemaType type;
    private final Origin origin;

    private OfMap(Map<?, ?> raw, SchemaType type, Origin origin) {
      this.raw = raw;
      this.type = type;
      this.origin = origin;
    }

    @Override
    public Origin origin() {
      return origin;
    }

    @Override
    public @Nullable Object get(@Nullable Object key) {
      if (!(key instanceof String name)) {
        return null;
      }
      String field = EscapedNames.field(name, raw, type);
      return View.of(raw.get(field), fieldType(type, field), origin.field(field));
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
      if (!(key instanceof String name)) {
        return false;
      }
      String field = EscapedNames.field(name, raw, type);
      return isNullAbsent(type) ? raw.get(field) != null : raw.containsKey(field);
    }

    @Override
    public int size() {
      return keySet().size();
    }

    @Override
    @SuppressWarnings("unchecked") // keys of the value model are text
    public Set<String> keySet() {
      return isNullAbsent(type)
          ? raw.keySet().stream()
              .map(String::valueOf)
              .filter(this::containsKey)
              .collect(Collectors.toCollection(LinkedHashSet::new))
          : Collections.unmodifiableSet((Set<String>) raw.keySet());
    }

    @Override
    public Set<Entry<String, @Nullable Object>> entrySet() {
      Set<String> keys = keySet();
      return new AbstractSet<>() {
        @Override
        public int size() {
          return keys.size();
        }

        @Override
        public Iterator<Entry<String, @Nullable Object>> iterator() {
          return keys.stream().map(OfMap.this::entry).iterator();
        }
      };
    }

    private Entry<String, @Nullable Object> entry(String key) {
      return new SimpleImmutableEntry<>(key, get(key));
    }

    @Override
    public Object outside() {
      return raw;
    }
  }

  /** A list. */
  final class OfList extends AbstractList<@Nullable Object> implements View, RandomAccess {

    private final List<?> raw;
    private final SchemaType elementType;
    private final Origin origin;

    private OfList(List<?> raw, SchemaType elementType, Origin origin) {
      this.raw = raw;
      this.elementType = elementType;
      this.origin = origin;
    }

    @Override
    public Origin origin() {
      return origin;
    }

    @Override
    public @Nullable Object get(int index) {
      return View.of(raw.get(index), elementType, origin.element(index));
    }

    @Override
    public int size() {
      return raw.size();
    }

    @Override
    public Object outside() {
      return raw;
    }
  }
}
