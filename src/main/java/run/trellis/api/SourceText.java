package run.trellis.api;

import java.util.ArrayList;
import java.util.List;

/**
 * A text by lines, as YAML counts them: a line ends at a line feed, with or without a carriage
 * return before it, or at one of the breaks that only Unicode knows. A byte order mark at its start
 * is no character of the first line.
 *
 * @param lines the lines without their ends
 */
public record SourceText(List<String> lines) {

  private static final String BREAKS = "\n\u0085\u2028\u2029";
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  public SourceText {
    lines = List.copyOf(lines);
  }

  /** Cuts a text into its lines. */
  public static SourceText of(String text) {
    List<String> lines = new ArrayList<>();
    int start = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? 1 : 0;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean windows = c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
      if (c == '\r' || BREAKS.indexOf(c) >= 0) {
        lines.add(text.substring(start, at));
        at += windows ? 1 : 0;
        start = at + 1;
      }
    }
    lines.add(text.substring(start));
    return new SourceText(lines);
  }

  /** A line, counted from 1; empty behind the last one. */
  public String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }
}
