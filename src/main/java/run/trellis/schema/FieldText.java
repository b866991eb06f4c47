package run.trellis.schema;

import java.util.ArrayList;
import java.util.List;
import run.trellis.api.Span;

/**
 * The text of one SimpleSchema field, cut into its type and its markers: {@code string |
 * required=true default="a b"}.
 *
 * @param type the type expression, trimmed
 * @param markers markers in the order of the text
 * @param errors what could not be cut
 */
record FieldText(String type, List<Marker> markers, List<Malformed> errors) {

  /**
   * A marker.
   *
   * @param value its value; of a quoted one the text within the quotes
   * @param quoted whether the value was in quotes
   * @param span place of the whole marker in the text of the field
   */
  record Marker(String key, String value, boolean quoted, Span span) {}

  /** A place where the text is malformed. */
  record Malformed(Span span, String message, String hint) {}

  FieldText {
    markers = List.copyOf(markers);
    errors = List.copyOf(errors);
  }

  static FieldText of(String text) {
    int bar = text.indexOf('|');
    String type = (bar < 0 ? text : text.substring(0, bar)).strip();
    Tokenizer tokenizer = new Tokenizer(text, bar < 0 ? text.length() : bar + 1);
    tokenizer.run();
    if (bar >= 0 && tokenizer.markers.isEmpty() && tokenizer.errors.isEmpty()) {
      tokenizer.error(bar, "there is nothing after `|`", "leave out the `|`, or add a marker");
    }
    return new FieldText(type, tokenizer.markers, tokenizer.errors);
  }

  /**
   * Reads markers from left to right. An error ends the reading: what follows would be guesswork.
   */
  private static final class Tokenizer {

    private final String text;
    private final List<Marker> markers = new ArrayList<>();
    private final List<Malformed> errors = new ArrayList<>();
    private int at;

    Tokenizer(String text, int start) {
      this.text = text;
      this.at = start;
    }

    void run() {
      skipSpace();
      while (at < text.length() && errors.isEmpty()) {
        if (text.charAt(at) == '|' && isSpace(at + 1)) {
          at++; // markers may be separated by bars as well
        } else {
          marker();
        }
        skipSpace();
      }
    }

    private void marker() {
      int start = at;
      while (at < text.length() && text.charAt(at) != '=' && !isSpace(at)) {
        at++;
      }
      String key = text.substring(start, at);
      if (at == text.length() || text.charAt(at) != '=') {
        String hint = key.startsWith("=") ? "" : "write `" + key + "=…`, without spaces around `=`";
        error(start, "the marker `" + key + "` has no value", hint);
        return;
      }
      at++;
      if (key.isEmpty()) {
        error(start, "a value without a marker before the `=`", "");
      } else if (isSpace(at)) {
        error(start, "the marker `" + key + "` has no value", "write no spaces around `=`");
      } else if (text.charAt(at) == '"') {
        quoted(key, start);
      } else {
        bare(key, start);
      }
    }

    /** Only {@code \"} and {@code \\} are escapes, so that patterns can be written as they are. */
    private void quoted(String key, int start) {
      StringBuilder value = new StringBuilder();
      int quote = at++;
      while (at < text.length() && text.charAt(at) != '"') {
        boolean escape =
            text.charAt(at) == '\\'
                && at + 1 < text.length()
                && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
        at += escape ? 1 : 0;
        value.append(text.charAt(at++));
      }
      if (at == text.length()) {
        error(
            quote,
            "the quote is not closed",
            "end the value with `\"`; write a quote within it as `\\\"`");
        return;
      }
      at++;
      if (!isSpace(at)) {
        error(at, "text follows the closing quote", "write a quote within a value as `\\\"`");
        return;
      }
      markers.add(new Marker(key, value.toString(), true, span(start)));
    }

    /** Up to the next space that is not within brackets. */
    private void bare(String key, int start) {
      int begin = at;
      int depth = 0;
      boolean inString = false;
      while (at < text.length() && (inString || depth > 0 || !isSpace(at))) {
        char c = text.charAt(at);
        if (inString && c == '\\') {
          at++;
        } else if (c == '"') {
          inString = !inString;
        } else if (!inString) {
          depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        }
        if (depth < 0) {
          error(at, "the bracket `" + c + "` was never opened", "put the value in double quotes");
          return;
        }
        at++;
      }
      at = Math.min(at, text.length());
      if (inString || depth > 0) {
        error(begin, inString ? "a quote is not closed" : "a bracket is not closed", "");
      } else {
        markers.add(new Marker(key, text.substring(begin, at), false, span(start)));
      }
    }

    private Span span(int start) {
      return new Span(start, at - start);
    }

    private void error(int start, String message, String hint) {
      errors.add(new Malformed(new Span(start, Math.max(1, text.length() - start)), message, hint));
    }

    private void skipSpace() {
      while (at < text.length() && isSpace(at)) {
        at++;
      }
    }

    /** The end of the text counts as space. */
    private boolean isSpace(int index) {
      return index >= text.length() || Character.isWhitespace(text.charAt(index));
    }
  }
}
