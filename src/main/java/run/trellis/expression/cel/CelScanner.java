package run.trellis.expression.cel;

import java.util.Optional;
import java.util.OptionalInt;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.SourceLimits;

/**
 * Looks at the characters of an expression before there is a tree: where it ends, and whether the
 * parser, which is recursive, can be trusted with it.
 */
final class CelScanner {

  private CelScanner() {}

  /**
   * See {@link run.trellis.expression.ExpressionLanguage#findEnd}. Only braces and strings matter;
   * a quote within a comment begins no string.
   */
  static OptionalInt findEnd(String text, int start) {
    int open = 0;
    boolean comment = false;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\n' -> comment = false;
        case '/' -> comment |= text.startsWith("//", i);
        case '\'', '"' -> i = comment ? i : endOfString(text, i) - 1;
        case '{' -> open++;
        case '}' -> {
          if (open == 0) {
            return OptionalInt.of(i);
          }
          open--;
        }
        default -> {}
      }
    }
    return OptionalInt.empty();
  }

  /**
   * The place behind a string, or the end of the text.
   *
   * @param quote its first quote
   */
  static int endOfString(String text, int quote) {
    String one = text.substring(quote, quote + 1);
    String closing = text.startsWith(one.repeat(3), quote) ? one.repeat(3) : one;
    boolean raw = isRaw(text, quote);
    int at = quote + closing.length();
    while (at < text.length() && !text.startsWith(closing, at)) {
      at += !raw && text.charAt(at) == '\\' ? 2 : 1;
    }
    return Math.min(text.length(), at + closing.length());
  }

  /** Whether the letters right before the quote take its backslashes for what they are. */
  private static boolean isRaw(String text, int quote) {
    int start = quote;
    while (start > 0 && isWord(text.charAt(start - 1))) {
      start--;
    }
    return switch (text.substring(start, quote)) {
      case "r", "R", "br", "bR", "Br", "BR" -> true;
      default -> false;
    };
  }

  static boolean isWord(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  /** What makes the source unfit for the parser. */
  static Optional<ExpressionProblem> refuse(String source) {
    return SourceLimits.refuse(source).or(() -> refuseCharacters(source));
  }

  private static Optional<ExpressionProblem> refuseCharacters(String source) {
    int depth = 0;
    boolean comment = false;
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      switch (c) {
        case '\n' -> comment = false;
        case '/' -> comment |= source.startsWith("//", i);
        case '\'', '"' -> i = comment ? i : endOfString(source, i) - 1;
        case '(', '[', '{' -> depth += comment ? 0 : 1;
        case ')', ']', '}' -> depth -= comment ? 0 : 1;
        default -> {
          if (Character.isISOControl(c) && c != '\t' && c != '\r' && c != '\f') {
            return Optional.of(SourceLimits.invisible(i));
          }
        }
      }
      if (depth > SourceLimits.DEEPEST) {
        return Optional.of(SourceLimits.tooDeep(i, "brackets"));
      }
    }
    return Optional.empty();
  }
}
