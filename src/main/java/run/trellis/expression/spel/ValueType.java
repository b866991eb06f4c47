package run.trellis.expression.spel;

import org.jspecify.annotations.Nullable;
import run.trellis.schema.SchemaType;
import run.trellis.schema.SchemaType.Field;
import run.trellis.schema.SchemaType.ListOf;
import run.trellis.schema.SchemaType.Uniqueness;
import run.trellis.schema.TypeJoin;

/**
 * What is known of a value before evaluation.
 *
 * @param type its type where it is there
 * @param nullable whether it may be null, of what is complete when the expression runs; live state
 *     that is not there is waited for, and is null only where the author said so
 * @param omittable whether it may be an omission
 * @param blank whether it takes the type of whatever it is an alternative to: null, {@code omit()},
 *     an empty list
 */
record ValueType(SchemaType type, boolean nullable, boolean omittable, boolean blank) {

  static final ValueType UNKNOWN = of(SchemaType.UNKNOWN);

  static final ValueType NULL = new ValueType(SchemaType.UNKNOWN, true, false, true);

  static final ValueType OMISSION = new ValueType(SchemaType.UNKNOWN, false, true, true);

  static final ValueType EMPTY_LIST =
      new ValueType(SchemaType.listOf(SchemaType.UNKNOWN), false, false, true);

  /** A value that is there. */
  static ValueType of(SchemaType type) {
    return new ValueType(type, false, false, false);
  }

  static ValueType ofConstant(@Nullable Object constant) {
    return constant == null ? NULL : of(TypeRules.of(constant));
  }

  ValueType orNull(boolean mayBe) {
    return new ValueType(type, nullable || mayBe, omittable, blank);
  }

  /** One of two values. */
  ValueType or(ValueType other) {
    return new ValueType(
        joined(other),
        nullable || other.nullable,
        omittable || other.omittable,
        blank && other.blank);
  }

  /** This value, or another where it is null. */
  ValueType orElse(ValueType other) {
    return new ValueType(
        joined(other), other.nullable, omittable || other.omittable, blank && other.blank);
  }

  private SchemaType joined(ValueType other) {
    if (blank && isBlankOf(other.type)) {
      return other.type;
    }
    return other.blank && other.isBlankOf(type) ? type : TypeJoin.either(type, other.type);
  }

  private boolean isBlankOf(SchemaType other) {
    return TypeRules.isUnknown(type) || other instanceof ListOf;
  }

  /** Its type as an element, where nothing tells that it may be null. */
  SchemaType asElement() {
    return nullable ? SchemaType.UNKNOWN : type;
  }

  /** As the value of a key of an inline map. */
  Field asField() {
    return new Field(type, !nullable && !omittable, false, nullable, Uniqueness.NONE);
  }
}
