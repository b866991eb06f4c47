package run.trellis.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import run.trellis.api.ProblemCode;
import run.trellis.api.Span;

/** A string of a definition, split into text and expressions. */
public sealed interface ExpressionText {

  /** Text without expressions. */
  record Plain(String text) implements ExpressionText {}

  /** The whole string is one expression, whose typed value takes the string's place. */
  record Standalone(Embedded expression) implements ExpressionText {}

  /** Expressions with text around them, in order; there is at least one expression. */
  record Mixed(List<Part> parts) implements ExpressionText {
    public Mixed {
      parts = List.copyOf(parts);
    }
  }

  /** The string cannot be split; the span of the problem is a place in the string. */
  record Malformed(ExpressionProblem problem) implements ExpressionText {}

  /** A piece of mixed text. */
  sealed interface Part {}

  /** Text as it is. */
  record Literal(String text) implements Part {}

  /**
   * An expression.
   *
   * @param source what stands between <code>${</code> and the closing brace
   * @param offset where the source begins in the string, by which spans within the expression are
   *     shifted
   */
  record Embedded(String source, int offset) implements Part {}

  /** The expressions, in the order of the string. */
  default List<Embedded> expressions() {
    return switch (this) {
      case Plain plain -> List.of();
      case Malformed malformed -> List.of();
      case Standalone standalone -> List.of(standalone.expression());
      case Mixed mixed ->
          mixed.parts().stream()
              .filter(Embedded.class::isInstance)
              .map(Embedded.class::cast)
              .toList();
    };
  }

  /** Splits a string; <code>$${</code> is text, and stands for <code>${</code>. */
  static ExpressionText split(String text, ExpressionLanguage language) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int position = 0;
    for (int opening = text.indexOf("${"); opening >= 0; opening = text.indexOf("${", position)) {
      if (opening > position && text.charAt(opening - 1) == '$') {
        literal.append(text, position, opening - 1).append("${");
        position = opening + 2;
        continue;
      }
      OptionalInt end = language.findEnd(text, opening + 2);
      if (end.isEmpty()) {
        return unterminated(text, opening);
      }
      literal.append(text, position, opening);
      flush(literal, parts);
      parts.add(new Embedded(text.substring(opening + 2, end.getAsInt()), opening + 2));
      position = end.getAsInt() + 1;
    }
    literal.append(text, position, text.length());
    if (parts.isEmpty()) {
      return new Plain(literal.toString());
    }
    flush(literal, parts);
    return parts.size() == 1 && parts.getFirst() instanceof Embedded only
        ? new Standalone(only)
        : new Mixed(parts);
  }

  private static void flush(StringBuilder literal, List<Part> parts) {
    if (!literal.isEmpty()) {
      parts.add(new Literal(literal.toString()));
      literal.setLength(0);
    }
  }

  private static Malformed unterminated(String text, int opening) {
    return new Malformed(
        new ExpressionProblem(
            ProblemCode.UNTERMINATED_EXPRESSION,
            new Span(opening, text.length() - opening),
            "the expression has no closing brace",
            "close it with }, or write $${ for a literal ${"));
  }
}
