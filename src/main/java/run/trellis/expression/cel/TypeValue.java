package run.trellis.expression.cel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import run.trellis.expression.Evaluated.Code;
import run.trellis.expression.EvaluationException;
import run.trellis.expression.InnerValue;
import run.trellis.expression.Omission;
import run.trellis.expression.function.Cidr;
import run.trellis.expression.function.IpAddress;
import run.trellis.expression.function.Quantity;
import run.trellis.expression.function.SemanticVersion;
import run.trellis.expression.function.Url;

/** A type as a value, by its name alone: {@code type([1]) == list}. */
record TypeValue(String name) implements InnerValue {

  /** The type of a value. */
  static TypeValue of(@Nullable Object value) {
    return new TypeValue(
        switch (value) {
          case null -> "null_type";
          case String text -> "string";
          case Long number -> "int";
          case Double number -> "double";
          case Boolean bool -> "bool";
          case List<?> list -> "list";
          case Map<?, ?> map -> "map";
          case UnsignedInt number -> "uint";
          case Bytes bytes -> "bytes";
          case TimestampValue time -> ValueTypes.TIMESTAMP_NAME;
          case DurationValue span -> ValueTypes.DURATION_NAME;
          case OptionalValue optional -> "optional_type";
          case TypeValue type -> "type";
          case ConditionValue condition -> ValueTypes.CONDITION_NAME;
          case Quantity quantity -> ValueTypes.QUANTITY_NAME;
          case SemanticVersion version -> ValueTypes.SEMVER_NAME;
          case IpAddress address -> ValueTypes.IP_NAME;
          case Cidr network -> ValueTypes.CIDR_NAME;
          case Url url -> ValueTypes.URL_NAME;
          case Omission omission -> "omission";
          default -> "unknown";
        });
  }

  @Override
  public Object outside() {
    throw new EvaluationException(
        Code.TYPE_MISMATCH, "the type " + name + " has no place outside of an expression");
  }
}
