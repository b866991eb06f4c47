package run.trellis.expression;

import java.util.OptionalInt;
import run.trellis.schema.SchemaType;

/**
 * A language that expressions are written in. Implementations are immutable and safe for use by
 * many threads.
 */
public interface ExpressionLanguage {

  /** As definitions name it: {@code SpEL}, {@code CEL}. */
  String name();

  /**
   * Finds the brace that ends an expression, respecting the language's strings and nested braces.
   *
   * @param text text that has an expression somewhere
   * @param start first character after <code>${</code>
   * @return offset of the closing brace, empty if the text ends before it
   */
  OptionalInt findEnd(String text, int start);

  /** Syntax only. Never throws: what is wrong is among the problems of the result. */
  Parsed parse(String source);

  /**
   * Checks against the types in scope. Never throws: what is wrong is among the problems of the
   * result.
   */
  Compiled compile(Parsed parsed, Scope scope);

  /** What authors of the language call a type. */
  String display(SchemaType type);
}
