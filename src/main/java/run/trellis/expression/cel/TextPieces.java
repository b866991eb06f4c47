package run.trellis.expression.cel;

import run.trellis.expression.SplitText;

/** Takes texts apart at other texts. An empty one is between any two characters. */
final class TextPieces {

  private TextPieces() {}

  /**
   * The text with another in place of each of one.
   *
   * @param limit how many of them; negative for all
   */
  static Object replaced(Arguments arguments, long limit) {
    String text = arguments.text(0);
    String old = arguments.text(1);
    String replacement = arguments.text(2);
    long most = limit < 0 ? Long.MAX_VALUE : limit;
    long count = Math.min(most, count(text, old) + (old.isEmpty() ? 1 : 0));
    arguments.budget().steps(count);
    arguments
        .budget()
        .text(text.length() + count * Math.max(0, replacement.length() - old.length()));
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    for (long i = 0; i < count; i++) {
      int at = old.isEmpty() ? next(text, from, i) : text.indexOf(old, from);
      replaced.append(text, from, at).append(replacement);
      from = at + old.length();
    }
    return replaced.append(text, from, text.length()).toString();
  }

  /** Before the first character comes an empty text as well. */
  private static int next(String text, int from, long index) {
    return index == 0 ? 0 : text.offsetByCodePoints(from, 1);
  }

  /** Of an empty part as many as there are characters. */
  private static long count(String text, String part) {
    if (part.isEmpty()) {
      return text.codePointCount(0, text.length());
    }
    long count = 0;
    for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
      count++;
    }
    return count;
  }

  /**
   * The parts of the text.
   *
   * @param limit how many parts, the last of which is the rest; negative for all
   */
  static Object split(Arguments arguments, long limit) {
    String text = arguments.text(0);
    String separator = arguments.text(1);
    long all = count(text, separator) + (separator.isEmpty() ? 0 : 1);
    long count = limit < 0 ? all : Math.min(all, limit);
    arguments.budget().elements(count);
    arguments.budget().text(text.length());
    return SplitText.of(text, separator, count);
  }
}
