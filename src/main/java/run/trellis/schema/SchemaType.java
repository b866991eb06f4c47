package run.trellis.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The type of a value, as far as schemas tell: what the type checker reasons with. Structural;
 * descriptions, bounds and patterns are not part of it.
 */
public sealed interface SchemaType {

  /**
   * Fits anywhere and is checked when the value arrives: preserved unknown fields, kinds without a
   * schema.
   */
  SchemaType UNKNOWN = new Unknown();

  SchemaType STRING = new Scalar(Kind.STRING);
  SchemaType INTEGER = new Scalar(Kind.INTEGER);
  SchemaType NUMBER = new Scalar(Kind.NUMBER);
  SchemaType BOOLEAN = new Scalar(Kind.BOOLEAN);

  /** An integer or text, such as a port or a quantity. */
  SchemaType INT_OR_STRING = new Scalar(Kind.INT_OR_STRING);

  static SchemaType listOf(SchemaType element) {
    return new ListOf(element);
  }

  static SchemaType mapOf(SchemaType value) {
    return new MapOf(value);
  }

  /**
   * As messages call it: {@code string}, {@code []integer}, {@code map[string]string}, {@code
   * object}.
   */
  String display();

  /** Kinds of scalars. */
  enum Kind {
    STRING("string"),
    INTEGER("integer"),
    NUMBER("number"),
    BOOLEAN("boolean"),
    INT_OR_STRING("integer or string");

    private final String display;

    Kind(String display) {
      this.display = display;
    }
  }

  /** See {@link #UNKNOWN}. */
  record Unknown() implements SchemaType {
    @Override
    public String display() {
      return "unknown";
    }
  }

  /** A value without parts. */
  record Scalar(Kind kind) implements SchemaType {
    @Override
    public String display() {
      return kind.display;
    }
  }

  /** A list of values of one type. */
  record ListOf(SchemaType element) implements SchemaType {
    @Override
    public String display() {
      return "[]" + element.display();
    }
  }

  /** A map from text to values of one type. */
  record MapOf(SchemaType value) implements SchemaType {
    @Override
    public String display() {
      return "map[string]" + value.display();
    }
  }

  /**
   * An object with named fields.
   *
   * @param fields fields in the order of the schema
   * @param open whether other fields may be there too, of unknown type
   */
  record ObjectOf(Map<String, Field> fields, boolean open) implements SchemaType {
    public ObjectOf {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public Optional<Field> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    @Override
    public String display() {
      return "object";
    }
  }

  /**
   * A field of an object.
   *
   * @param alwaysPresent required, or given a default by the API server, so that reading it never
   *     finds nothing
   */
  record Field(SchemaType type, boolean alwaysPresent) {}
}
