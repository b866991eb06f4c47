package run.trellis.expression.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructTypeReference;
import dev.cel.common.types.TypeParamType;
import dev.cel.common.types.TypeType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.function.Cidr;
import run.trellis.expression.function.IpAddress;
import run.trellis.expression.function.Quantity;
import run.trellis.expression.function.SemanticVersion;
import run.trellis.expression.function.Url;

/** The types of values as the type checker knows them, and which values have them. */
final class ValueTypes {

  static final String TIMESTAMP_NAME = "google.protobuf.Timestamp";
  static final String DURATION_NAME = "google.protobuf.Duration";
  static final String CONDITION_NAME = "run.trellis.Condition";
  static final String QUANTITY_NAME = "kubernetes.Quantity";
  static final String SEMVER_NAME = "kubernetes.Semver";
  static final String URL_NAME = "kubernetes.URL";
  static final String IP_NAME = "net.IP";
  static final String CIDR_NAME = "net.CIDR";

  static final CelType DYN = SimpleType.DYN;
  static final CelType BOOL = SimpleType.BOOL;
  static final CelType INT = SimpleType.INT;
  static final CelType UINT = SimpleType.UINT;
  static final CelType DOUBLE = SimpleType.DOUBLE;
  static final CelType STRING = SimpleType.STRING;
  static final CelType BYTES = SimpleType.BYTES;
  static final CelType TIMESTAMP = SimpleType.TIMESTAMP;
  static final CelType DURATION = SimpleType.DURATION;
  static final CelType A = TypeParamType.create("A");
  static final CelType B = TypeParamType.create("B");
  static final CelType LIST = ListType.create(A);
  static final CelType MAP = MapType.create(A, B);
  static final CelType OPTIONAL = OptionalType.create(A);
  static final CelType TYPE = TypeType.create(A);
  static final CelType CONDITION = StructTypeReference.create(CONDITION_NAME);
  static final CelType QUANTITY = OpaqueType.create(QUANTITY_NAME);
  static final CelType SEMVER = OpaqueType.create(SEMVER_NAME);
  static final CelType URL = OpaqueType.create(URL_NAME);
  static final CelType IP = OpaqueType.create(IP_NAME);
  static final CelType CIDR = OpaqueType.create(CIDR_NAME);

  private ValueTypes() {}

  static CelType listOf(CelType element) {
    return ListType.create(element);
  }

  static CelType mapOf(CelType key, CelType value) {
    return MapType.create(key, value);
  }

  static CelType optionalOf(CelType value) {
    return OptionalType.create(value);
  }

  /** Whether a value has a type, as far as its own class tells. */
  static boolean has(CelType type, @Nullable Object value) {
    return switch (type.kind()) {
      case BOOL -> value instanceof Boolean;
      case INT -> value instanceof Long;
      case UINT -> value instanceof UnsignedInt;
      case DOUBLE -> value instanceof Double;
      case STRING -> value instanceof String;
      case BYTES -> value instanceof Bytes;
      case TIMESTAMP -> value instanceof TimestampValue;
      case DURATION -> value instanceof DurationValue;
      case LIST -> value instanceof List<?>;
      case MAP -> value instanceof Map<?, ?>;
      case TYPE -> value instanceof TypeValue;
      case STRUCT -> value instanceof ConditionValue;
      case OPAQUE -> hasOpaque(type, value);
      default -> true;
    };
  }

  private static boolean hasOpaque(CelType type, @Nullable Object value) {
    return switch (type.name()) {
      case OptionalType.NAME -> value instanceof OptionalValue;
      case QUANTITY_NAME -> value instanceof Quantity;
      case SEMVER_NAME -> value instanceof SemanticVersion;
      case URL_NAME -> value instanceof Url;
      case IP_NAME -> value instanceof IpAddress;
      case CIDR_NAME -> value instanceof Cidr;
      default -> false;
    };
  }

  /** As signatures and messages write it: {@code list(string)}, {@code timestamp}. */
  static String display(CelType type) {
    String arguments =
        type.parameters().isEmpty()
            ? ""
            : type.parameters().stream()
                .map(ValueTypes::display)
                .collect(Collectors.joining(", ", "(", ")"));
    return switch (type.kind()) {
      case TIMESTAMP -> "timestamp";
      case DURATION -> "duration";
      case TYPE_PARAM, DYN -> "any";
      default -> shortName(type.name()) + arguments;
    };
  }

  private static String shortName(String name) {
    return switch (name) {
      case OptionalType.NAME -> "optional";
      case QUANTITY_NAME -> "quantity";
      case SEMVER_NAME -> "semver";
      case URL_NAME -> "url";
      case IP_NAME -> "ip";
      case CIDR_NAME -> "cidr";
      case CONDITION_NAME -> "condition";
      default -> name;
    };
  }
}
