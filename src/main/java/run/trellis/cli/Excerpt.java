package run.trellis.cli;

import java.util.ArrayList;
import java.util.List;
import run.trellis.api.SourceRange;
import run.trellis.api.SourceText;

/**
 * The lines of a text that a problem is about, with marks below the characters that matter.
 *
 * @param gutter width of the line numbers
 */
record Excerpt(SourceText source, SourceRange range, int gutter) {

  /** Longer lines are shown in part, around the place. */
  private static final int WIDEST = 110;

  private static final int BEFORE_PLACE = 60;
  private static final String CUT = "…";

  /** Ranges over more lines are shown by their first and last. */
  private static final int MOST_LINES = 4;

  List<String> render(Styles styles) {
    List<String> lines = new ArrayList<>();
    int first = range.start().line();
    int last = Math.max(first, range.end().line());
    lines.add(frame(styles, ""));
    for (int line = first; line <= last; line++) {
      if (last - first < MOST_LINES || line == first || line == last) {
        lines.addAll(marked(line, styles));
      } else if (line == first + 1) {
        lines.add(styles.frame("…"));
      }
    }
    return lines;
  }

  private List<String> marked(int number, Styles styles) {
    int[] line = Styles.visible(source.line(number)).codePoints().toArray();
    int from = number == range.start().line() ? range.start().column() - 1 : indentation(line);
    int to = number == range.end().line() ? range.end().column() - 1 : line.length;
    from = Math.clamp(from, 0, line.length);
    to = Math.clamp(to, from, line.length);
    int begin = line.length > WIDEST ? Math.max(0, from - BEFORE_PLACE) : 0;
    int end = Math.min(line.length, begin + WIDEST);
    String cutBefore = begin > 0 ? CUT : "";
    String cutAfter = end < line.length ? CUT : "";
    String indent = " ".repeat(width(cutBefore + part(line, begin, from)));
    String marks = "^".repeat(Math.max(1, width(part(line, from, Math.min(to, end)))));
    return List.of(
        frame(styles, String.valueOf(number)) + " " + cutBefore + part(line, begin, end) + cutAfter,
        frame(styles, "") + " " + indent + styles.error(marks));
  }

  private String frame(Styles styles, String number) {
    return styles.frame(" ".repeat(gutter - number.length()) + number + " |");
  }

  private static int indentation(int[] line) {
    int blanks = 0;
    while (blanks < line.length && line[blanks] == ' ') {
      blanks++;
    }
    return blanks;
  }

  private static String part(int[] line, int from, int to) {
    return new String(line, from, to - from);
  }

  /** Columns that a terminal takes for the text. */
  static int width(String text) {
    return text.codePoints().map(Excerpt::width).sum();
  }

  private static int width(int point) {
    return switch (Character.getType(point)) {
      case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
      default -> isWide(point) ? 2 : 1;
    };
  }

  /** Scripts of East Asia and pictures, roughly as Unicode's annex 11 has them. */
  private static boolean isWide(int point) {
    return (point >= 0x1100 && point <= 0x115F)
        || (point >= 0x2E80 && point <= 0xA4CF)
        || (point >= 0xAC00 && point <= 0xD7A3)
        || (point >= 0xF900 && point <= 0xFAFF)
        || (point >= 0xFE30 && point <= 0xFE6F)
        || (point >= 0xFF00 && point <= 0xFF60)
        || (point >= 0xFFE0 && point <= 0xFFE6)
        || (point >= 0x1F300 && point <= 0x1F64F)
        || (point >= 0x1F900 && point <= 0x1F9FF)
        || (point >= 0x20000 && point <= 0x3FFFD);
  }
}
