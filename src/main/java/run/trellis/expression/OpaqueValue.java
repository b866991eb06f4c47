package run.trellis.expression;

/**
 * A value of a kind that the value model does not know, such as a quantity. Leaving the expression
 * it becomes text, so the value model stays closed. Equality and order are those of the meaning,
 * not of the spelling.
 */
public interface OpaqueValue extends InnerValue {

  /** As messages call its type: {@code quantity}. */
  String typeName();

  /** Canonical text, which takes the value's place outside the evaluation. */
  String text();

  @Override
  default Object outside() {
    return text();
  }
}
