package run.trellis.expression.spel;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalInt;
import run.trellis.expression.ExpressionProblem;
import run.trellis.expression.SourceLimits;

/**
 * Looks at the characters of an expression before there is a tree: where it ends, and whether
 * Spring's parser, which is recursive, can be trusted with it.
 */
final class SpelScanner {

  private SpelScanner() {}

  /**
   * See {@link run.trellis.expression.ExpressionLanguage#findEnd}. Only braces and strings matter.
   */
  static OptionalInt findEnd(String text, int start) {
    int open = 0;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '\'', '"' -> i = endOfString(text, i);
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
   * The closing quote, or the end of the text. A doubled quote closes and opens again, which comes
   * to the same.
   */
  private static int endOfString(String text, int quote) {
    int end = text.indexOf(text.charAt(quote), quote + 1);
    return end < 0 ? text.length() : end;
  }

  /** What makes the source unfit for the parser. */
  static Optional<ExpressionProblem> refuse(String source) {
    return SourceLimits.refuse(source).or(() -> refuseDepth(source));
  }

  private static Optional<ExpressionProblem> refuseDepth(String source) {
    Depth depth = new Depth();
    for (int i = 0; i < source.length(); i++) {
      char c = source.charAt(i);
      switch (c) {
        case '\'', '"' -> {
          i = endOfString(source, i);
          depth.operand();
        }
        case '(', '[', '{' -> depth.open();
        case ')', ']', '}' -> depth.close();
        case ',' -> depth.next();
        case '?' -> {
          if (startsBranch(source, i)) {
            depth.branch();
          }
        }
        case '!', '-', '+' -> {
          if (!source.startsWith("![", i)) {
            depth.prefix();
          }
        }
        default -> {
          if (Character.isLetterOrDigit(c) || c == '_' || c == '$') {
            int end = endOfWord(source, i);
            depth.word(source.substring(i, end));
            i = end - 1;
          } else if (Character.isISOControl(c) && !Character.isWhitespace(c)) {
            return Optional.of(SourceLimits.invisible(i));
          }
        }
      }
      if (depth.tooDeep()) {
        return Optional.of(SourceLimits.tooDeep(i, "brackets, branches and prefix operators"));
      }
    }
    return Optional.empty();
  }

  /** {@code ?} of a ternary and {@code ?:}, but neither {@code ?.} nor {@code ?[}. */
  private static boolean startsBranch(String source, int at) {
    char next = at + 1 < source.length() ? source.charAt(at + 1) : ' ';
    return next != '.' && next != '[';
  }

  private static int endOfWord(String source, int start) {
    int end = start;
    while (end < source.length()
        && (Character.isLetterOrDigit(source.charAt(end))
            || source.charAt(end) == '_'
            || source.charAt(end) == '$')) {
      end++;
    }
    return end;
  }

  /**
   * How deep the parser would recurse: brackets, and within each the branches and prefixes that are
   * open. It overflows a stack at about 1,000.
   */
  private static final class Depth {

    private final Deque<Level> outer = new ArrayDeque<>();
    private Level level = new Level(0, 0);
    private int below;
    private int prefixes;

    private record Level(int base, int branches) {
      int depth() {
        return base + branches;
      }
    }

    void open() {
      outer.push(level);
      below += level.depth();
      level = new Level(1 + prefixes, 0);
      prefixes = 0;
    }

    void close() {
      if (!outer.isEmpty()) {
        level = outer.pop();
        below -= level.depth();
      }
      prefixes = 0;
    }

    /** After a comma the branches before it are complete. */
    void next() {
      level = new Level(level.base(), 0);
      prefixes = 0;
    }

    void branch() {
      level = new Level(level.base(), level.branches() + 1);
      prefixes = 0;
    }

    void prefix() {
      prefixes++;
    }

    void operand() {
      prefixes = 0;
    }

    void word(String word) {
      if (word.equalsIgnoreCase("not")) {
        prefix();
      } else {
        operand();
      }
    }

    boolean tooDeep() {
      return below + level.depth() + prefixes > SourceLimits.DEEPEST;
    }
  }
}
