package run.trellis.schema;

import java.util.List;
import java.util.Map;

/** A SimpleSchema type as written: {@code []map[string]Port}. Names are not resolved yet. */
sealed interface TypeExpression {

  /** Levels of lists and maps in one expression. */
  int DEEPEST = 16;

  /** SimpleSchema's names of scalars, and what OpenAPI calls them. */
  Map<String, String> SCALARS =
      Map.of("string", "string", "integer", "integer", "boolean", "boolean", "float", "number");

  String ANYTHING = "object";
  List<String> BUILT_IN = List.of("string", "integer", "boolean", "float", ANYTHING);

  /** One of {@link #SCALARS}. */
  record Scalar(String name) implements TypeExpression {}

  /** {@code object}: any fields. */
  record Anything() implements TypeExpression {}

  record ListOf(TypeExpression element) implements TypeExpression {}

  record MapOf(TypeExpression value) implements TypeExpression {}

  /** A custom type, or a type that does not exist. */
  record Named(String name) implements TypeExpression {}

  /** Not a type expression. */
  record Malformed(String message, String hint) implements TypeExpression {}

  static TypeExpression parse(String text) {
    return parse(text.strip(), text.strip(), 0);
  }

  private static TypeExpression parse(String whole, String text, int depth) {
    if (depth > DEEPEST) {
      return new Malformed("the type nests deeper than " + DEEPEST, "");
    }
    if (text.isEmpty()) {
      return depth == 0
          ? new Malformed("a type is missing", "such as string or \"[]string\"")
          : new Malformed(
              "`" + whole + "` does not say of what type its elements are",
              "`" + whole + "string`");
    }
    if (text.startsWith("[]")) {
      return wrapped(parse(whole, text.substring(2).strip(), depth + 1), true);
    }
    if (text.startsWith("map[string]")) {
      return wrapped(
          parse(whole, text.substring("map[string]".length()).strip(), depth + 1), false);
    }
    if (text.startsWith("map") && text.length() > 3 && "[<( ".indexOf(text.charAt(3)) >= 0) {
      return new Malformed(
          "`" + text + "` is not a map type", "keys are always text: write `map[string]…`");
    }
    if (text.endsWith("[]")) {
      String element = text.substring(0, text.length() - 2);
      return new Malformed(
          "`" + text + "` is not a type", "write the brackets first: `[]" + element + "`");
    }
    if (!isName(text)) {
      String hint = text.contains("=") ? "put `|` between the type and its markers" : "";
      return new Malformed("`" + text + "` is not a type", hint);
    }
    if (SCALARS.containsKey(text)) {
      return new Scalar(text);
    }
    return text.equals(ANYTHING) ? new Anything() : new Named(text);
  }

  private static TypeExpression wrapped(TypeExpression inner, boolean list) {
    return inner instanceof Malformed ? inner : list ? new ListOf(inner) : new MapOf(inner);
  }

  /** Whether a custom type can have the name, or a field can refer to it. */
  static boolean isName(String text) {
    return !text.isEmpty()
        && text.chars()
            .allMatch(c -> Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.');
  }
}
