package run.trellis.expression.function;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Omission;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.MapOf;
import run.trellis.schema.SchemaType.ObjectOf;
import run.trellis.schema.SchemaType.Scalar;
import run.trellis.schema.SchemaType.Unknown;

/**
 * What a parameter takes and a function gives. Finer than {@link SchemaType}, which knows nothing
 * of opaque values.
 *
 * <p>As an argument, an opaque kind also takes what it can be read from, such as text for a
 * quantity. As a receiver it does not: {@code '10.0.0.0/8'.contains('10')} looks into the text.
 */
enum Kind implements Result {
  ANY("any", "anything"),
  SCALAR("scalar", "a string, number or boolean"),
  TEXT("string", "a string"),
  INTEGER("integer", "an integer"),
  NUMBER("number", "a number"),
  BOOLEAN("boolean", "a boolean"),
  LIST("list", "a list"),
  /** A list whose elements have text of their own. */
  SCALARS("list", "a list of scalars"),
  /** A list whose elements can be added up. */
  NUMBERS("list", "a list of numbers"),
  /** A list whose elements can be sorted. */
  ORDERED("list", "a list of numbers, of strings or of booleans"),
  /** A list whose elements have fields. */
  MAPS("list", "a list of objects"),
  MAP("map", "a map"),
  QUANTITY("quantity", "a quantity"),
  SEMVER("semver", "a semantic version"),
  IP("ip", "an IP address"),
  CIDR("cidr", "a network such as 10.0.0.0/8"),
  IP_OR_CIDR("ip or cidr", "an IP address or a network"),
  URL("url", "a URL");

  private final String display;
  private final String phrase;

  Kind(String display, String phrase) {
    this.display = display;
    this.phrase = phrase;
  }

  /** The kind of a value that is there. */
  static Kind of(Object value) {
    return switch (value) {
      case String text -> TEXT;
      case Long number -> INTEGER;
      case Double number -> NUMBER;
      case Boolean bool -> BOOLEAN;
      case List<?> list -> LIST;
      case Map<?, ?> map -> MAP;
      case Quantity quantity -> QUANTITY;
      case SemanticVersion version -> SEMVER;
      case IpAddress address -> IP;
      case Cidr network -> CIDR;
      case Url url -> URL;
      default -> ANY;
    };
  }

  /** As signatures write it. */
  String display() {
    return display;
  }

  /** As sentences write it, with its article. */
  String phrase() {
    return phrase;
  }

  /** As signatures write it where it is made. */
  String source() {
    return this == QUANTITY ? "string or number" : isOpaque() ? "string" : display;
  }

  SchemaType schema() {
    return switch (this) {
      case TEXT -> SchemaType.STRING;
      case INTEGER -> SchemaType.INTEGER;
      case NUMBER -> SchemaType.NUMBER;
      case BOOLEAN -> SchemaType.BOOLEAN;
      case LIST, SCALARS, NUMBERS, ORDERED, MAPS -> SchemaType.listOf(SchemaType.UNKNOWN);
      case MAP -> SchemaType.mapOf(SchemaType.UNKNOWN);
      case ANY, SCALAR, QUANTITY, SEMVER, IP, CIDR, IP_OR_CIDR, URL -> SchemaType.UNKNOWN;
    };
  }

  @Override
  public SchemaType of(List<SchemaType> arguments) {
    return schema();
  }

  @Override
  public String toString() {
    return display;
  }

  Parameter as(String name) {
    return new Parameter(name, this, Parameter.Presence.REQUIRED);
  }

  Parameter optional(String name) {
    return new Parameter(name, this, Parameter.Presence.OPTIONAL);
  }

  Parameter repeated(String name) {
    return new Parameter(name, this, Parameter.Presence.REPEATED);
  }

  /** Whether values of a static type fit, as far as it tells: what is unknown may. */
  boolean mayTake(SchemaType type) {
    return type instanceof Unknown
        || switch (this) {
          case ANY -> true;
          case LIST -> type instanceof ListOf;
          case SCALARS, NUMBERS, ORDERED, MAPS ->
              type instanceof ListOf(SchemaType element) && mayContain(element);
          case MAP -> type instanceof MapOf || type instanceof ObjectOf;
          case SCALAR -> type instanceof Scalar;
          default -> type instanceof Scalar scalar && mayTake(scalar.kind());
        };
  }

  /** Elements whose type leaves open what they are cannot be compared with each other. */
  private boolean mayContain(SchemaType element) {
    return switch (this) {
      case SCALARS -> SCALAR.mayTake(element);
      case NUMBERS -> NUMBER.mayTake(element);
      case ORDERED -> TEXT.mayTake(element) || NUMBER.mayTake(element) || BOOLEAN.mayTake(element);
      case MAPS -> MAP.mayTake(element);
      default -> true;
    };
  }

  private boolean mayTake(SchemaType.Kind scalar) {
    return switch (scalar) {
      case STRING -> this == TEXT || isOpaque();
      case INTEGER -> this == INTEGER || this == NUMBER || this == QUANTITY;
      case NUMBER -> this == NUMBER || this == QUANTITY;
      case BOOLEAN -> this == BOOLEAN;
      // Both of what it may be have to fit; a function with several definitions is asked for each.
      case INT_OR_STRING -> this == QUANTITY;
    };
  }

  /** Whether a value of a static type may turn out to be a receiver of this kind. */
  boolean mayBe(SchemaType type) {
    return isOpaque() ? type instanceof Unknown : mayTake(type);
  }

  /** Whether a value fits as an argument. */
  boolean takes(@Nullable Object value) {
    if (value == null) {
      return this == ANY;
    }
    Kind actual = of(value);
    return actual == this
        || switch (this) {
          case ANY -> true;
          case SCALARS, NUMBERS, ORDERED, MAPS -> actual == LIST;
          case SCALAR -> actual != LIST && actual != MAP && value != Omission.VALUE;
          case INTEGER -> value instanceof Double number && exactInteger(number).isPresent();
          case NUMBER -> actual == INTEGER;
          case QUANTITY -> actual == TEXT || actual == INTEGER || actual == NUMBER;
          case SEMVER, IP, CIDR, URL -> actual == TEXT;
          case IP_OR_CIDR -> actual == TEXT || actual == IP || actual == CIDR;
          default -> false;
        };
  }

  /** Whether a value fits as a receiver. */
  boolean is(@Nullable Object value) {
    return isOpaque() ? value != null && of(value) == this : takes(value);
  }

  /** A value that fits, as the function wants to see it. */
  @Nullable Object convert(@Nullable Object value) {
    if (value == null) {
      return null;
    }
    return switch (this) {
      case INTEGER -> value instanceof Double number ? exactInteger(number).orElseThrow() : value;
      case QUANTITY -> Quantity.of(value);
      case SEMVER -> value instanceof String text ? SemanticVersion.parse(text) : value;
      case IP -> value instanceof String text ? IpAddress.parse(text) : value;
      case CIDR -> value instanceof String text ? Cidr.parse(text) : value;
      case IP_OR_CIDR -> value instanceof String text ? addressOrNetwork(text) : value;
      case URL -> value instanceof String text ? Url.parse(text) : value;
      default -> value;
    };
  }

  private static Object addressOrNetwork(String text) {
    return text.indexOf('/') < 0 ? IpAddress.parse(text) : Cidr.parse(text);
  }

  private boolean isOpaque() {
    return switch (this) {
      case QUANTITY, SEMVER, IP, CIDR, IP_OR_CIDR, URL -> true;
      default -> false;
    };
  }

  /** Whether it is a list of which it matters what it contains. */
  boolean isListOfSome() {
    return switch (this) {
      case SCALARS, NUMBERS, ORDERED, MAPS -> true;
      default -> false;
    };
  }

  /** The integer that a number equals, if there is one in range. */
  static OptionalLong exactInteger(double number) {
    boolean integral = number == Math.rint(number) && number >= -0x1p63 && number < 0x1p63;
    return integral ? OptionalLong.of((long) number) : OptionalLong.empty();
  }
}
