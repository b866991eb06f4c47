package run.trellis.expression.cel;

import static run.trellis.expression.cel.Overload.method;
import static run.trellis.expression.cel.ValueTypes.INT;
import static run.trellis.expression.cel.ValueTypes.STRING;

import java.util.List;
import run.trellis.expression.EvaluationException;

/** Methods of text that give or take places, which count code points. */
final class TextPlaces {

  private TextPlaces() {}

  static List<Overload> all() {
    return List.of(
        method("charAt", STRING, INT)
            .doc(
                "The character at a place; empty right behind the last.", "'shop'.charAt(1)", "'h'")
            .gives(STRING, TextPlaces::charAt),
        method("indexOf", STRING, STRING)
            .doc("Place of the first such part, -1 if there is none.", "'a-b-c'.indexOf('-')", "1")
            .gives(INT, arguments -> indexOf(arguments.text(0), arguments.text(1), 0)),
        method("indexOf", STRING, STRING, INT)
            .doc("The same from a place on.", "'a-b-c'.indexOf('-', 2)", "3")
            .gives(
                INT,
                arguments -> indexOf(arguments.text(0), arguments.text(1), arguments.integer(2))),
        method("lastIndexOf", STRING, STRING)
            .doc(
                "Place of the last such part, -1 if there is none.",
                "'a-b-c'.lastIndexOf('-')",
                "3")
            .gives(
                INT,
                arguments -> lastIndexOf(arguments.text(0), arguments.text(1), Long.MAX_VALUE)),
        method("lastIndexOf", STRING, STRING, INT)
            .doc("The same up to a place.", "'a-b-c'.lastIndexOf('-', 2)", "1")
            .gives(INT, TextPlaces::lastIndexOf),
        method("substring", STRING, INT)
            .doc("The characters from a place on.", "'deployment'.substring(6)", "'ment'")
            .gives(
                STRING,
                arguments -> substring(arguments, arguments.integer(1), length(arguments.text(0)))),
        method("substring", STRING, INT, INT)
            .doc(
                "The characters from a place up to, not including, another.",
                "'deployment'.substring(0, 6)",
                "'deploy'")
            .gives(
                STRING,
                arguments -> substring(arguments, arguments.integer(1), arguments.integer(2))));
  }

  private static long length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static EvaluationException outOfRange(long place) {
    return Failures.outOfBounds("index out of range: " + place);
  }

  /** Offset of a place, which may be that behind the last character. */
  private static int offset(String text, long place) {
    if (place < 0 || place > length(text)) {
      throw outOfRange(place);
    }
    return text.offsetByCodePoints(0, (int) place);
  }

  private static Object charAt(Arguments arguments) {
    String text = arguments.text(0);
    int offset = offset(text, arguments.integer(1));
    return offset == text.length() ? "" : Character.toString(text.codePointAt(offset));
  }

  private static Object indexOf(String text, String part, long from) {
    if (from < 0) {
      throw outOfRange(from);
    }
    long length = length(text);
    if (part.isEmpty()) {
      return Math.min(from, length);
    }
    int found = from >= length ? -1 : text.indexOf(part, offset(text, from));
    return found < 0 ? -1L : text.codePointCount(0, found);
  }

  private static Object lastIndexOf(Arguments arguments) {
    long from = arguments.integer(2);
    if (from < 0) {
      throw outOfRange(from);
    }
    String text = arguments.text(0);
    String part = arguments.text(1);
    return from >= length(text) && !part.isEmpty()
        ? (Object) Long.valueOf(-1)
        : lastIndexOf(text, part, from);
  }

  private static Object lastIndexOf(String text, String part, long from) {
    long length = length(text);
    if (part.isEmpty()) {
      return Math.min(from, length);
    }
    int found = text.lastIndexOf(part, offset(text, Math.min(from, length)));
    return found < 0 ? -1L : (long) text.codePointCount(0, found);
  }

  private static Object substring(Arguments arguments, long from, long to) {
    String text = arguments.text(0);
    int start = offset(text, from);
    int end = offset(text, to);
    if (start > end) {
      throw Failures.outOfBounds(
          "invalid substring range: it starts at " + from + " and ends at " + to);
    }
    return arguments.announced(text.substring(start, end));
  }
}
