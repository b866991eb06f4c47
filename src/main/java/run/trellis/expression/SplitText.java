package run.trellis.expression;

import java.util.ArrayList;
import java.util.List;

/** A text cut at its separators, for the functions of every language. */
public final class SplitText {

  private SplitText() {}

  /**
   * The parts of a text.
   *
   * @param separator what stands between them; if it is empty, each code point is a part
   * @param count how many parts, at most as many as there are; the last is all the rest
   */
  public static List<String> of(String text, String separator, long count) {
    List<String> parts = new ArrayList<>();
    int from = 0;
    for (long i = 1; i < count; i++) {
      int at =
          separator.isEmpty() ? text.offsetByCodePoints(from, 1) : text.indexOf(separator, from);
      parts.add(text.substring(from, at));
      from = at + separator.length();
    }
    if (count > 0) {
      parts.add(text.substring(from));
    }
    return List.copyOf(parts);
  }
}
