package run.trellis.schema;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

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

  /** An integer or text, such as a port. */
  SchemaType INT_OR_STRING = new Scalar(Kind.INT_OR_STRING);

  /** An amount such as {@code 100m}: text as the API server writes it, and a number taken too. */
  SchemaType QUANTITY = new Scalar(Kind.INT_OR_STRING, Format.QUANTITY, List.of());

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

  /** With its article, as sentences say it: {@code an integer}, {@code a list}. */
  String phrase();

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

  /** What the text or number of a scalar is, beyond its kind. */
  enum Format {
    NONE,
    /** An integer of 32 bits. */
    INT32,
    /** Bytes as base64. */
    BYTE,
    /** A moment as RFC 3339. */
    DATE_TIME,
    /** A length of time such as {@code 1h30m}. */
    DURATION,
    /** An amount of a resource, see {@link SchemaType#QUANTITY}. */
    QUANTITY
  }

  /** See {@link #UNKNOWN}. */
  record Unknown() implements SchemaType {
    @Override
    public String display() {
      return "unknown";
    }

    @Override
    public String phrase() {
      return "an unknown value";
    }
  }

  /**
   * A value without parts.
   *
   * @param choices the values it can have, in the value model; empty if there is no such limit
   */
  record Scalar(Kind kind, Format format, List<Object> choices) implements SchemaType {
    public Scalar {
      choices = List.copyOf(choices);
    }

    public Scalar(Kind kind) {
      this(kind, Format.NONE, List.of());
    }

    @Override
    public String display() {
      return format == Format.QUANTITY ? "quantity" : kind.display;
    }

    @Override
    public String phrase() {
      return (display().startsWith("integer") ? "an " : "a ") + display();
    }
  }

  /** A list of values of one type. */
  record ListOf(SchemaType element) implements SchemaType {
    @Override
    public String display() {
      return "[]" + element.display();
    }

    @Override
    public String phrase() {
      return "a list";
    }
  }

  /** A map from text to values of one type. */
  record MapOf(SchemaType value) implements SchemaType {
    @Override
    public String display() {
      return "map[string]" + value.display();
    }

    @Override
    public String phrase() {
      return "an object";
    }
  }

  /**
   * An object with named fields. Where a schema contains itself, the fields of the inner object are
   * made when they are first asked for, so that an object can contain objects like itself without
   * end: whoever walks a whole type has to stop somewhere by himself.
   *
   * @param fields fields in the order of the schema
   * @param open whether other fields may be there too, of unknown type
   */
  record ObjectOf(Map<String, Field> fields, boolean open) implements SchemaType {
    public ObjectOf {
      fields =
          fields instanceof DeferredFields
              ? fields
              : Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /**
     * An object whose fields are made when they are first asked for.
     *
     * @param identity objects with equal identities are equal
     */
    public static ObjectOf deferred(
        Object identity, boolean open, Supplier<Map<String, Field>> fields) {
      return new ObjectOf(new DeferredFields(identity, fields), open);
    }

    public Optional<Field> field(String name) {
      return Optional.ofNullable(fields.get(name));
    }

    @Override
    public String display() {
      return "object";
    }

    @Override
    public String phrase() {
      return "an object";
    }

    /** Of the names only: types below may lead back here. */
    @Override
    public int hashCode() {
      return 31 * fields.keySet().hashCode() + Boolean.hashCode(open);
    }

    /** The names only: types below may lead back here. */
    @Override
    public String toString() {
      return "ObjectOf" + fields.keySet() + (open ? " and others" : "");
    }
  }

  /**
   * A field of an object.
   *
   * @param alwaysPresent required, or given a default by the API server, so that reading it never
   *     finds nothing
   * @param required whether who writes the object has to give it, because it has no default
   * @param nullable whether its value may be {@code null} where it is there
   * @param uniqueness which of its elements may not be there twice, if it is a list
   */
  record Field(
      SchemaType type,
      boolean alwaysPresent,
      boolean required,
      boolean nullable,
      Uniqueness uniqueness) {

    public Field(SchemaType type, boolean alwaysPresent) {
      this(type, alwaysPresent, false, false, Uniqueness.NONE);
    }
  }

  /**
   * Which elements of a list are the same to the API server, which refuses a second one.
   *
   * @param set whether equal elements are
   * @param keys fields by which elements are told apart; empty if they are not
   */
  record Uniqueness(boolean set, List<String> keys) {

    /** All elements are different, whatever they are. */
    public static final Uniqueness NONE = new Uniqueness(false, List.of());

    public Uniqueness {
      keys = List.copyOf(keys);
    }
  }
}
