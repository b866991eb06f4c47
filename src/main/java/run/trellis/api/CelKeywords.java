package run.trellis.api;

import java.util.Set;

/**
 * Literals, operators and reserved words of CEL, which no identifier may be. See the <a
 * href="https://github.com/google/cel-spec/blob/master/doc/langdef.md#syntax">language
 * definition</a>.
 */
public final class CelKeywords {

  /** All of them, in the case in which they are reserved. */
  public static final Set<String> ALL =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelKeywords() {}
}
