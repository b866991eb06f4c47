package run.trellis.api;

import java.util.Optional;

/**
 * Where one field stands in a text.
 *
 * @param key its name; empty for elements of lists and for the root
 * @param value its value; the name, or else the first line, of what is in block style
 * @param text where each character of the value stands, if it is text
 */
record FieldPlace(Optional<SourceRange> key, SourceRange value, Optional<ScalarText> text) {

  /** The part that a span means; the whole value if there is no such part. */
  SourceRange part(Span span) {
    if (span.equals(Span.KEY)) {
      return name();
    }
    if (text.isEmpty()) {
      return value;
    }
    ScalarText scalar = text.get();
    SourceRange whole = scalar.isBlock() ? scalar.whole() : value;
    return span.isWithinText() ? scalar.range(span).orElse(whole) : whole;
  }

  /** Its name, or else its value. */
  SourceRange name() {
    return key.orElse(value);
  }
}
