package run.trellis.expression.spel;

import java.util.List;
import org.jspecify.annotations.Nullable;
import run.trellis.api.Span;

/**
 * The tree of an admitted expression: everything the profile has, and nothing else. Spring's nodes,
 * which could evaluate themselves, are left behind.
 */
sealed interface Syntax {

  /** Place in the source, from the first character to the last as far as the parser tells. */
  Span span();

  record Constant(Span span, @Nullable Object value) implements Syntax {}

  /** A bare name: one of the scope, or a field of the element at hand. */
  record Name(Span span, String name) implements Syntax {}

  /** {@code #this}. */
  record Element(Span span) implements Syntax {}

  record Property(Span span, Syntax target, String name, boolean nullSafe, Span nameSpan)
      implements Syntax {}

  record Index(Span span, Syntax target, Syntax index, boolean nullSafe) implements Syntax {}

  /** A function, or a method if there is a target. */
  record Call(
      Span span,
      @Nullable Syntax target,
      String name,
      List<Syntax> arguments,
      boolean nullSafe,
      Span nameSpan)
      implements Syntax {}

  record Projection(Span span, Syntax target, Syntax body, boolean nullSafe) implements Syntax {}

  record Selection(Span span, Syntax target, Syntax criterion, Pick pick, boolean nullSafe)
      implements Syntax {}

  record Unary(Span span, UnaryOperator operator, Syntax operand) implements Syntax {}

  record Binary(Span span, BinaryOperator operator, Syntax left, Syntax right) implements Syntax {}

  record Ternary(Span span, Syntax condition, Syntax whenTrue, Syntax whenFalse)
      implements Syntax {}

  record Elvis(Span span, Syntax value, Syntax otherwise) implements Syntax {}

  record InlineList(Span span, List<Syntax> elements) implements Syntax {}

  record InlineMap(Span span, List<Entry> entries) implements Syntax {}

  /** An entry of an inline map. */
  record Entry(Syntax key, Syntax value) {}

  /** Which elements a selection takes. */
  enum Pick {
    ALL,
    FIRST,
    LAST
  }

  /** Operators with one operand. */
  enum UnaryOperator {
    NOT("!"),
    NEGATE("-"),
    PLUS("+");

    private final String sign;

    UnaryOperator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  /** Operators with two operands. */
  enum BinaryOperator {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    DIVIDE("/"),
    REMAINDER("%"),
    POWER("^"),
    EQUAL("=="),
    NOT_EQUAL("!="),
    LESS("<"),
    LESS_OR_EQUAL("<="),
    GREATER(">"),
    GREATER_OR_EQUAL(">="),
    AND("and"),
    OR("or"),
    MATCHES("matches"),
    BETWEEN("between");

    private final String sign;

    BinaryOperator(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }
}
