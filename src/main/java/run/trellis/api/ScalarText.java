package run.trellis.api;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the characters of a YAML scalar stand in the text it was read from, whatever its style:
 * quotes, escapes, folded lines and indentation are told from what they stand for.
 *
 * <p>The parser keeps where a scalar begins and not where its characters do, so that the value is
 * laid along the text again. Blank space is the one thing that differs between the two: folding
 * turns any number of blanks and line ends into one.
 *
 * @param source the whole text
 * @param start first character of the scalar, which may be a property such as {@code &anchor}
 * @param style how it is written
 * @param value what it says
 */
record ScalarText(SourceText source, Position start, Style style, String value) {

  /** Ways to write a scalar. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    /** {@code |} and {@code >}: the text begins on the line below. */
    BLOCK
  }

  boolean isBlock() {
    return style == Style.BLOCK;
  }

  /** The part of the text that a span of the value stands for; empty if it cannot be told. */
  Optional<SourceRange> range(Span span) {
    if (span.offset() < 0 || span.offset() > value.length()) {
      return Optional.empty();
    }
    int end = Math.min(span.offset() + Math.max(span.length(), 0), value.length());
    Walk walk = new Walk();
    return walk.alongValue() ? Optional.of(walk.range(span.offset(), end)) : Optional.empty();
  }

  /** The text from its first character to its last that is not blank; at least its start. */
  SourceRange whole() {
    int first = 0;
    int last = value.length();
    while (last > 0 && Character.isWhitespace(value.charAt(last - 1))) {
      last--;
    }
    while (first < last && Character.isWhitespace(value.charAt(first))) {
      first++;
    }
    return first == last
        ? SourceRange.at(start)
        : range(new Span(first, last - first)).orElse(SourceRange.at(start));
  }

  /** Goes through text and value side by side. */
  private final class Walk {

    /** Where each character of the value begins, and one place behind the last. */
    private final List<Position> places = new ArrayList<>(value.length() + 1);

    /** Where each character ends. */
    private final List<Position> ends = new ArrayList<>(value.length());

    /** Index of the line, from 0, and within it in UTF-16 units. */
    private int line = start.line() - 1;

    private int at =
        lineText()
            .offsetByCodePoints(
                0, Math.min(start.column() - 1, lineText().codePointCount(0, lineText().length())));

    boolean alongValue() {
      skipProperties();
      switch (style) {
        case BLOCK -> nextLine();
        case SINGLE_QUOTED, DOUBLE_QUOTED -> at++;
        case PLAIN -> {}
      }
      int index = 0;
      while (index < value.length()) {
        int taken = character(index);
        if (taken == 0) {
          return false;
        }
        index += taken;
        while (ends.size() < index) {
          ends.add(here());
        }
      }
      places.add(here());
      return true;
    }

    SourceRange range(int from, int to) {
      return new SourceRange(places.get(from), to > from ? ends.get(to - 1) : places.get(from));
    }

    /** Anchor and tag. */
    private void skipProperties() {
      while (at < lineText().length() && "&!".indexOf(lineText().charAt(at)) >= 0) {
        while (at < lineText().length() && !isBlank(lineText().charAt(at))) {
          at++;
        }
        skipBlank();
      }
    }

    /**
     * Finds one character of the value; gives how many UTF-16 units it was, 0 if it is not next.
     */
    private int character(int index) {
      char wanted = value.charAt(index);
      if (isBlank(wanted) && !isEscape()) {
        places.add(here());
        if (at < lineText().length() && lineText().charAt(at) == wanted) {
          at++;
        } else if (wanted == '\n' && at >= lineText().length()) {
          nextLine();
        }
        return 1;
      }
      skipBlank();
      if (at >= lineText().length()) {
        return 0;
      }
      if (isEscape()) {
        return escaped(index);
      }
      if (lineText().charAt(at) != wanted) {
        return 0;
      }
      places.add(here());
      at += style == Style.SINGLE_QUOTED && wanted == '\'' ? 2 : 1;
      return 1;
    }

    private boolean isEscape() {
      return style == Style.DOUBLE_QUOTED
          && at < lineText().length()
          && lineText().charAt(at) == '\\';
    }

    /** {@code \n}, {@code \x41} and the like; {@code \U} may stand for two UTF-16 units. */
    private int escaped(int index) {
      if (at + 1 >= lineText().length()) {
        nextLine(); // the line goes on below
        skipBlank();
        return isEscape() ? escaped(index) : character(index);
      }
      int digits =
          switch (lineText().charAt(at + 1)) {
            case 'x' -> 2;
            case 'u' -> 4;
            case 'U' -> 8;
            default -> 0;
          };
      int units = digits == 8 ? Character.charCount(value.codePointAt(index)) : 1;
      for (int unit = 0; unit < units; unit++) {
        places.add(here());
      }
      at = Math.min(at + 2 + digits, lineText().length());
      return units;
    }

    private void skipBlank() {
      while (line < source.lines().size()) {
        while (at < lineText().length() && isBlank(lineText().charAt(at))) {
          at++;
        }
        if (at < lineText().length() || line + 1 == source.lines().size()) {
          return;
        }
        nextLine();
      }
    }

    private void nextLine() {
      if (line + 1 < source.lines().size()) {
        line++;
        at = 0;
      }
    }

    private String lineText() {
      return source.lines().get(line);
    }

    private Position here() {
      return new Position(line + 1, lineText().codePointCount(0, at) + 1);
    }

    private static boolean isBlank(char c) {
      return c == ' ' || c == '\t' || c == '\n';
    }
  }
}
